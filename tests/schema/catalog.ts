import type { ClientBase } from 'pg'

/** One line per object: what it is, its name, and its definition in PostgreSQL's own words. */
const CATALOG = `
  WITH tables AS (
    SELECT oid, relname, relpersistence FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'
  )
  SELECT 'table ' || relname AS name, CASE relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END AS definition
  FROM tables
  UNION ALL
  SELECT 'column ' || relname || '.' || attname,
    concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,
      CASE WHEN attgenerated <> '' THEN 'generated ' || attgenerated::text END,
      CASE WHEN attidentity <> '' THEN 'identity ' || attidentity::text END,
      'default ' || pg_get_expr(adbin, adrelid),
      CASE WHEN attcollation <> 0 THEN 'collate ' || attcollation::regcollation::text END)
  FROM tables
  JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  UNION ALL
  SELECT 'index ' || indexrelid::regclass::text, pg_get_indexdef(indexrelid)
  FROM tables JOIN pg_index ON indrelid = tables.oid
  UNION ALL
  -- PostgreSQL 18 lists NOT NULL here too; the columns above say it already.
  SELECT 'constraint ' || relname || '.' || conname, pg_get_constraintdef(pg_constraint.oid)
  FROM tables JOIN pg_constraint ON conrelid = tables.oid AND contype <> 'n'
  UNION ALL
  SELECT 'trigger ' || relname || '.' || tgname, pg_get_triggerdef(pg_trigger.oid)
  FROM tables JOIN pg_trigger ON tgrelid = tables.oid AND NOT tgisinternal
  UNION ALL
  SELECT 'enum ' || typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder)
  FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid GROUP BY typname
  UNION ALL
  SELECT 'function ' || pg_proc.oid::regprocedure::text, pg_get_functiondef(pg_proc.oid)
  FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
  UNION ALL
  SELECT 'view ' || relname, pg_get_viewdef(pg_class.oid)
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
  UNION ALL
  SELECT 'sequence ' || sequencename, data_type::text || ' from ' || start_value
  FROM pg_sequences WHERE schemaname = 'public'
  UNION ALL
  SELECT 'extension ' || extname, extversion FROM pg_extension
  ORDER BY 1`

/** Everything that a schema consists of, as `name → definition`, to be compared with another database's. */
export async function catalogOf(client: ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; definition: string }>(CATALOG)
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]))
}
