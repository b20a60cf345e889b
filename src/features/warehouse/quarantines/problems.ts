/** What is wrong with goods, as the terminal and the form offer it. */
export const PROBLEMS = ['破损', '脏污', '色差', '尺码错', '配件缺失', '找不到货'] as const
