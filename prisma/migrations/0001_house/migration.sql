-- The house
-- First part: written by Prisma (npm run migration).

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ProductRole" AS ENUM ('MAIN', 'SECONDARY');

-- CreateEnum
CREATE TYPE "ListingStatus" AS ENUM ('UNKNOWN', 'ON_SALE', 'OFF_SALE');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('UNKNOWN', 'UNPAID', 'PAID', 'PART_SHIPPED', 'SHIPPED', 'FINISHED', 'CLOSED');

-- CreateEnum
CREATE TYPE "RefundStatus" AS ENUM ('NONE', 'APPLIED', 'AGREED', 'REFUNDED', 'CLOSED');

-- CreateEnum
CREATE TYPE "HoldReason" AS ENUM ('BUYER_MESSAGE', 'SELLER_MEMO', 'FLAG', 'UNMATCHED_CODE', 'DOUBTFUL_ADDRESS', 'BY_HAND');

-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('HELD', 'RELEASED', 'ENDED');

-- CreateEnum
CREATE TYPE "AddressDoubt" AS ENUM ('MISSING', 'SHORT', 'CHANGED');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('UNMAPPED', 'READING', 'PREVIEW', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'DISCARDED', 'UNDONE');

-- CreateEnum
CREATE TYPE "Position" AS ENUM ('OWNER', 'OPERATIONS_LEAD', 'OPERATIONS_SPECIALIST', 'SERVICE_LEAD', 'SERVICE_AGENT', 'DESIGNER', 'WAREHOUSE_CLERK', 'DATA_ANALYST', 'QUALITY_INSPECTOR', 'HR');

-- CreateEnum
CREATE TYPE "Duty" AS ENUM ('OWNER', 'OPERATIONS_LEAD', 'OPERATIONS_SPECIALIST', 'SERVICE_LEAD', 'SERVICE_AGENT', 'DESIGNER', 'WAREHOUSE_CLERK', 'DATA_ANALYST', 'QUALITY_INSPECTOR', 'HR', 'PURCHASING');

-- CreateEnum
CREATE TYPE "PersonState" AS ENUM ('ACTIVE', 'SUSPENDED', 'LEFT');

-- CreateEnum
CREATE TYPE "CareerTrack" AS ENUM ('MANAGEMENT', 'PROFESSIONAL');

-- CreateEnum
CREATE TYPE "Platform" AS ENUM ('TAOBAO', 'TMALL', 'JD', 'ALIBABA_1688');

-- CreateEnum
CREATE TYPE "BackupState" AS ENUM ('MAKING', 'MADE', 'PROVEN', 'FAILED', 'SETTLED');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('WORKING', 'FAILING', 'OVERDUE');

-- CreateEnum
CREATE TYPE "TaskKind" AS ENUM ('ERRAND', 'DESIGN_BRIEF', 'DATA_REQUEST');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('REQUESTED', 'IN_PROGRESS', 'DELIVERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "LocationKind" AS ENUM ('STORAGE', 'QUARANTINE', 'PACKED');

-- CreateEnum
CREATE TYPE "MovementReason" AS ENUM ('OPENING', 'RECEIPT', 'PACK', 'UNPACK', 'HAND_OVER', 'QUARANTINE', 'RESTOCK', 'WRITE_OFF', 'SUPPLIER_RETURN', 'TRANSFER', 'RETURN', 'COUNT', 'IMPORT');

-- CreateEnum
CREATE TYPE "CountScope" AS ENUM ('ALL', 'ZONE', 'GOODS_CLASS', 'LOCATIONS', 'SKUS', 'SAMPLE');

-- CreateEnum
CREATE TYPE "CountState" AS ENUM ('COUNTING', 'REVIEW', 'POSTED', 'VOID');

-- CreateEnum
CREATE TYPE "CountPlaceState" AS ENUM ('OPEN', 'COUNTING', 'RECOUNT', 'COUNTED');

-- CreateEnum
CREATE TYPE "CountVerdict" AS ENUM ('ACCEPTED', 'REJECTED');

-- CreateEnum
CREATE TYPE "CountCause" AS ENUM ('PICKING', 'PACKING', 'RECEIVING', 'MISPLACED', 'UNRECORDED', 'DAMAGED', 'LOST', 'MISCOUNTED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "ProofState" AS ENUM ('SOUND', 'BROKEN', 'SETTLED');

-- CreateEnum
CREATE TYPE "StockMonthState" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "ReceiptKind" AS ENUM ('OPENING', 'PURCHASE');

-- CreateEnum
CREATE TYPE "ReceiptState" AS ENUM ('DRAFT', 'POSTED', 'VOID');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('EXPECTED', 'ARRIVED', 'PARTLY_RECEIVED', 'DISPUTED', 'RECEIVED', 'CLOSED_SHORT', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DeliveryFault" AS ENUM ('QUANTITY', 'NAME', 'MODEL', 'SIZE', 'COLOR', 'PACKAGE', 'DAMAGE', 'DIRT', 'OTHER');

-- CreateEnum
CREATE TYPE "ShipmentState" AS ENUM ('READY', 'OUT_OF_STOCK', 'PICKING', 'PICKED', 'PACKED', 'SHIPPED', 'STOPPED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "WaveState" AS ENUM ('PICKING', 'PICKED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ShipSheetState" AS ENUM ('WAITING', 'CONFIRMED', 'VOID');

-- CreateEnum
CREATE TYPE "QuarantineState" AS ENUM ('OPEN', 'REWORKING', 'WRITE_OFF_ASKED', 'RESTOCKED', 'RETURNED_TO_SUPPLIER', 'WRITTEN_OFF');

-- CreateEnum
CREATE TYPE "QuarantinePlan" AS ENUM ('RETURN_TO_SUPPLIER', 'REWORK');

-- CreateEnum
CREATE TYPE "ReturnState" AS ENUM ('EXPECTED', 'ARRIVED', 'SETTLED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ReturnVerdict" AS ENUM ('GOOD', 'DEFECTIVE', 'WRONG', 'SURPLUS', 'MISSING');

-- CreateEnum
CREATE TYPE "UnknownParcelState" AS ENUM ('OPEN', 'TIED', 'UNCLAIMED');

-- CreateEnum
CREATE TYPE "ShippingFaultKind" AS ENUM ('WRONG', 'SHORT', 'SURPLUS', 'LATE', 'DAMAGED');

-- CreateEnum
CREATE TYPE "ShippingStep" AS ENUM ('PICK', 'PACK', 'HAND_OVER');

-- CreateEnum
CREATE TYPE "ShippingFaultState" AS ENUM ('CHARGED', 'OBJECTED', 'UPHELD', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "PickupExceptionState" AS ENUM ('OPEN', 'RESOLVED');

-- CreateEnum
CREATE TYPE "RestockState" AS ENUM ('PROPOSED', 'ACCEPTED', 'CHANGED', 'REJECTED', 'LAPSED');

-- CreateEnum
CREATE TYPE "RestockRunState" AS ENUM ('CALCULATING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "OversellAlarmState" AS ENUM ('OPEN', 'KEPT', 'RESTOCKED', 'DELISTED');

-- CreateEnum
CREATE TYPE "VisitState" AS ENUM ('INSIDE', 'LEFT');

-- CreateEnum
CREATE TYPE "WarehouseIncidentKind" AS ENUM ('DAMAGE', 'LOSS', 'INTRUSION', 'FIRE', 'WATER', 'INJURY', 'EQUIPMENT', 'OTHER');

-- CreateEnum
CREATE TYPE "WarehouseIncidentState" AS ENUM ('OPEN', 'RESOLVED');

-- CreateEnum
CREATE TYPE "CalendarDayKind" AS ENUM ('HOLIDAY', 'WORKDAY');

-- CreateTable
CREATE TABLE "products" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "brand" TEXT,
    "category" TEXT,
    "role" "ProductRole" NOT NULL DEFAULT 'SECONDARY',
    "fabric" TEXT,
    "description" TEXT,
    "first_accepted_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "skus" (
    "id" SERIAL NOT NULL,
    "product_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "color" TEXT,
    "size" TEXT,
    "cost_fen" INTEGER,
    "weight" INTEGER,
    "home_location_id" INTEGER,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "skus_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "barcodes" (
    "code" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "barcodes_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "merchant_codes" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "merchant_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "merchant_code_components" (
    "merchant_code_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "merchant_code_components_pkey" PRIMARY KEY ("merchant_code_id","sku_id")
);

-- CreateTable
CREATE TABLE "listings" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "platform_item_id" TEXT NOT NULL,
    "title" TEXT,
    "outer_code" TEXT,
    "price_fen" INTEGER,
    "quantity" INTEGER,
    "status" "ListingStatus" NOT NULL,
    "platform_status" TEXT,
    "category_name" TEXT,
    "barcode" TEXT,
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "free_times" INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing_skus" (
    "id" SERIAL NOT NULL,
    "listing_id" INTEGER NOT NULL,
    "platform_sku_id" TEXT,
    "merchant_code" TEXT,
    "price_fen" INTEGER,
    "quantity" INTEGER,
    "property_pairs" TEXT,
    "properties" TEXT,
    "specification" TEXT,
    "barcode" TEXT,
    "gone" BOOLEAN NOT NULL DEFAULT false,
    "free_times" INTEGER[],

    CONSTRAINT "listing_skus_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppliers" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT,
    "phone" TEXT,
    "messenger" TEXT,
    "address" TEXT,
    "note" TEXT,
    "lead_days" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suppliers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_offers" (
    "id" SERIAL NOT NULL,
    "supplier_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "minimum_quantity" INTEGER NOT NULL DEFAULT 1,
    "preferred" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supplier_offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_prices" (
    "id" SERIAL NOT NULL,
    "offer_id" INTEGER NOT NULL,
    "price_fen" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" INTEGER,

    CONSTRAINT "supplier_prices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "platform_order_id" TEXT NOT NULL,
    "buyer_id" INTEGER,
    "status" "OrderStatus" NOT NULL,
    "platform_status" TEXT NOT NULL,
    "listed_status" "OrderStatus",
    "payment_id" TEXT,
    "goods_amount_fen" INTEGER,
    "shipping_fee_fen" INTEGER,
    "total_fen" INTEGER,
    "paid_fen" INTEGER,
    "refund_fen" INTEGER,
    "settled_fen" INTEGER,
    "quantity_total" INTEGER,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "shipped_at" TIMESTAMPTZ(3),
    "ship_due_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "buyer_message" TEXT,
    "seller_memo" TEXT,
    "flag" TEXT,
    "tags" TEXT,
    "carrier" TEXT,
    "tracking_number" TEXT,
    "close_reason" TEXT,
    "exception" TEXT,
    "presale" BOOLEAN NOT NULL DEFAULT false,
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "free_times" INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "id" SERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "platform_line_id" TEXT,
    "ordinal" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "properties" TEXT,
    "unit_price_fen" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "payable_fen" INTEGER,
    "paid_fen" INTEGER,
    "merchant_code" TEXT,
    "item_merchant_code" TEXT,
    "match_code" TEXT NOT NULL,
    "platform_item_id" TEXT,
    "status" "OrderStatus" NOT NULL,
    "platform_status" TEXT NOT NULL,
    "refund_status" "RefundStatus" NOT NULL DEFAULT 'NONE',
    "platform_refund_status" TEXT,
    "refund_fen" INTEGER,
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "free_times" INTEGER[],

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "platform_refund_id" TEXT NOT NULL,
    "platform_order_id" TEXT NOT NULL,
    "order_id" INTEGER,
    "line_id" INTEGER,
    "status" "RefundStatus" NOT NULL,
    "platform_status" TEXT NOT NULL,
    "type" TEXT,
    "refund_fen" INTEGER,
    "paid_fen" INTEGER,
    "applied_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "goods_status" TEXT,
    "reason" TEXT,
    "stage" TEXT,
    "whole" BOOLEAN,
    "returned_at" TIMESTAMPTZ(3),
    "return_carrier" TEXT,
    "return_tracking_number" TEXT,
    "platform_item_id" TEXT,
    "merchant_code" TEXT,
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "free_times" INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_reviews" (
    "id" SERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "platform_order_id" TEXT NOT NULL,
    "state" "ReviewState" NOT NULL,
    "reasons" "HoldReason"[],
    "instruction" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "buyers" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "nick_hash" TEXT NOT NULL,
    "masked_nick" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "buyers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "buyer_contacts" (
    "order_id" INTEGER NOT NULL,
    "sealed" BYTEA,
    "richness" INTEGER NOT NULL DEFAULT 0,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "join_hash" TEXT,
    "address_hash" TEXT,
    "address_doubt" "AddressDoubt",
    "address_at" TIMESTAMPTZ(3),
    "masked_nick" TEXT,
    "masked_name" TEXT,
    "masked_phone" TEXT,
    "masked_address" TEXT,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "buyer_contacts_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "shop_id" INTEGER,
    "kind" TEXT NOT NULL,
    "generation" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_id" INTEGER,
    "sha256" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "recognition" JSONB NOT NULL,
    "shop_names" TEXT[],
    "doubts" JSONB,
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "bad_count" INTEGER NOT NULL DEFAULT 0,
    "new_count" INTEGER NOT NULL DEFAULT 0,
    "changed_count" INTEGER NOT NULL DEFAULT 0,
    "unchanged_count" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "state" "ImportState" NOT NULL,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_mappings" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER,
    "kind" TEXT NOT NULL,
    "headings" JSONB NOT NULL,
    "others" TEXT[],
    "layout" TEXT NOT NULL,
    "created_by_id" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_mappings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_progress" (
    "import_id" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "percent" INTEGER,
    "rows" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_progress_pkey" PRIMARY KEY ("import_id")
);

-- CreateTable
CREATE TABLE "import_images" (
    "id" BIGSERIAL NOT NULL,
    "import_id" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_id" INTEGER NOT NULL,
    "order_id" INTEGER,
    "before" JSONB,

    CONSTRAINT "import_images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "import_id" INTEGER NOT NULL,
    "row_number" INTEGER NOT NULL,
    "key" TEXT,
    "data" JSONB,
    "reasons" JSONB,
    "effect" TEXT,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("import_id","row_number")
);

-- CreateTable
CREATE TABLE "people" (
    "id" SERIAL NOT NULL,
    "employee_number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "state" "PersonState" NOT NULL DEFAULT 'ACTIVE',
    "hired_on" DATE NOT NULL,
    "left_on" DATE,
    "career_track" "CareerTrack",
    "career_level" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "person_id" INTEGER NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "pin_hash" TEXT,
    "session_epoch" INTEGER NOT NULL DEFAULT 1,
    "second_factor" BYTEA,
    "second_factor_since" TIMESTAMPTZ(3),
    "second_factor_step" INTEGER,
    "recovery_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "second_factor_due_at" TIMESTAMPTZ(3),

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "lockouts" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failure_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "lockouts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sessions" (
    "sid" TEXT NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMP(6) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "position" "Position" NOT NULL,
    "superior_id" INTEGER,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment_duties" (
    "assignment_id" INTEGER NOT NULL,
    "duty" "Duty" NOT NULL,

    CONSTRAINT "assignment_duties_pkey" PRIMARY KEY ("assignment_id","duty")
);

-- CreateTable
CREATE TABLE "assignment_shops" (
    "assignment_id" INTEGER NOT NULL,
    "shop_id" INTEGER NOT NULL,

    CONSTRAINT "assignment_shops_pkey" PRIMARY KEY ("assignment_id","shop_id")
);

-- CreateTable
CREATE TABLE "position_guides" (
    "id" SERIAL NOT NULL,
    "position" "Position" NOT NULL,
    "responsibilities" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "position_guides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "platform" "Platform" NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backups" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "state" "BackupState" NOT NULL,
    "name" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3),
    "proven_at" TIMESTAMPTZ(3),
    "copied_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "rows" INTEGER,
    "bytes" BIGINT,
    "files" INTEGER,
    "lost_files" INTEGER NOT NULL DEFAULT 0,
    "unproven" TEXT,
    "failure" TEXT,
    "copy_failure" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "backups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_records" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "cron" TEXT,
    "state" "JobState" NOT NULL DEFAULT 'WORKING',
    "known_at" TIMESTAMPTZ(3) NOT NULL,
    "last_done_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "last_error_number" TEXT,
    "last_subject" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "job_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "TaskKind" NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "acceptance_criteria" TEXT NOT NULL,
    "requester_id" INTEGER NOT NULL,
    "assignee_id" INTEGER,
    "duty" "Duty",
    "shop_id" INTEGER,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "result" TEXT,
    "state" "TaskState" NOT NULL DEFAULT 'REQUESTED',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "locations" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "kind" "LocationKind" NOT NULL DEFAULT 'STORAGE',
    "goods_class" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "locations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_movements" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reason" "MovementReason" NOT NULL,
    "noun" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "person_id" INTEGER,
    "device_id" INTEGER,

    CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_balances" (
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "allocated" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stock_balances_pkey" PRIMARY KEY ("sku_id","location_id")
);

-- CreateTable
CREATE TABLE "stock_levels" (
    "sku_id" INTEGER NOT NULL,
    "on_hand" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stock_levels_pkey" PRIMARY KEY ("sku_id")
);

-- CreateTable
CREATE TABLE "counts" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "scope" "CountScope" NOT NULL,
    "chosen" TEXT,
    "seed" INTEGER,
    "note" TEXT,
    "state" "CountState" NOT NULL DEFAULT 'COUNTING',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" INTEGER,
    "finished_at" TIMESTAMPTZ(3),
    "posted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "counts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_skus" (
    "count_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,

    CONSTRAINT "count_skus_pkey" PRIMARY KEY ("count_id","sku_id")
);

-- CreateTable
CREATE TABLE "count_places" (
    "id" SERIAL NOT NULL,
    "count_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "state" "CountPlaceState" NOT NULL DEFAULT 'OPEN',
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "count_places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_turns" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "abandoned_at" TIMESTAMPTZ(3),

    CONSTRAINT "count_turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_tallies" (
    "turn_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "count_tallies_pkey" PRIMARY KEY ("turn_id","sku_id")
);

-- CreateTable
CREATE TABLE "count_lines" (
    "id" SERIAL NOT NULL,
    "place_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "first_turn_id" INTEGER NOT NULL,
    "first_counted" INTEGER NOT NULL,
    "first_expected" INTEGER NOT NULL,
    "counted" INTEGER NOT NULL,
    "book" INTEGER NOT NULL,
    "fetched" INTEGER NOT NULL,
    "disturbed" BOOLEAN NOT NULL,
    "recount" BOOLEAN NOT NULL DEFAULT false,
    "verdict" "CountVerdict",
    "cause" "CountCause",
    "decided_by_id" INTEGER,

    CONSTRAINT "count_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proofs" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "state" "ProofState" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "asked_by_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "proofs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proof_differences" (
    "id" SERIAL NOT NULL,
    "proof_id" INTEGER NOT NULL,
    "law" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER,
    "summed" INTEGER NOT NULL,
    "kept" INTEGER NOT NULL,

    CONSTRAINT "proof_differences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_months" (
    "id" SERIAL NOT NULL,
    "month" TEXT NOT NULL,
    "state" "StockMonthState" NOT NULL DEFAULT 'OPEN',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "closings" INTEGER NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(3),
    "opening" INTEGER,
    "incoming" INTEGER,
    "outgoing" INTEGER,
    "closing" INTEGER,
    "closed_by_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stock_months_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_month_balances" (
    "month_id" INTEGER NOT NULL,
    "closing_no" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "opening" INTEGER NOT NULL,
    "incoming" INTEGER NOT NULL,
    "outgoing" INTEGER NOT NULL,
    "closing" INTEGER NOT NULL,

    CONSTRAINT "stock_month_balances_pkey" PRIMARY KEY ("month_id","closing_no","sku_id","location_id")
);

-- CreateTable
CREATE TABLE "stock_month_reasons" (
    "month_id" INTEGER NOT NULL,
    "closing_no" INTEGER NOT NULL,
    "reason" "MovementReason" NOT NULL,
    "incoming" INTEGER NOT NULL,
    "outgoing" INTEGER NOT NULL,

    CONSTRAINT "stock_month_reasons_pkey" PRIMARY KEY ("month_id","closing_no","reason")
);

-- CreateTable
CREATE TABLE "reservations" (
    "id" SERIAL NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "shipment_line_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "reservations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipts" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "ReceiptKind" NOT NULL,
    "source" TEXT,
    "note" TEXT,
    "state" "ReceiptState" NOT NULL DEFAULT 'DRAFT',
    "delivery_id" INTEGER,
    "posted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_lines" (
    "id" SERIAL NOT NULL,
    "receipt_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "receipt_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "supplier_id" INTEGER,
    "expected_by" TIMESTAMPTZ(3),
    "note" TEXT,
    "state" "DeliveryState" NOT NULL DEFAULT 'EXPECTED',
    "arrived_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_lines" (
    "id" SERIAL NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "announced" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "delivery_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_counts" (
    "id" SERIAL NOT NULL,
    "delivery_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "fault" "DeliveryFault",
    "location_id" INTEGER,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "delivery_counts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipments" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "state" "ShipmentState" NOT NULL DEFAULT 'READY',
    "ship_by" TIMESTAMPTZ(3) NOT NULL,
    "join_hash" TEXT,
    "wave_id" INTEGER,
    "carrier" TEXT,
    "tracking_number" TEXT,
    "warning" TEXT,
    "picked_at" TIMESTAMPTZ(3),
    "packed_at" TIMESTAMPTZ(3),
    "packed_by_id" INTEGER,
    "hand_over_id" INTEGER,
    "shipped_at" TIMESTAMPTZ(3),
    "ship_sheet_id" INTEGER,
    "confirmed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_lines" (
    "id" SERIAL NOT NULL,
    "shipment_id" INTEGER NOT NULL,
    "order_line_id" INTEGER,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "checked" INTEGER NOT NULL DEFAULT 0,
    "planned_code" TEXT,
    "planned_units" INTEGER,

    CONSTRAINT "shipment_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waves" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "state" "WaveState" NOT NULL DEFAULT 'PICKING',
    "picker_id" INTEGER,
    "ship_by" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "waves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pick_allocations" (
    "id" SERIAL NOT NULL,
    "shipment_line_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "pick_allocations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_overs" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "person_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hand_overs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ship_sheets" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "state" "ShipSheetState" NOT NULL DEFAULT 'WAITING',
    "shop_id" INTEGER NOT NULL,
    "file_id" INTEGER NOT NULL,
    "created_by_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ship_sheets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantine_cases" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "location_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "shipment_id" INTEGER,
    "return_id" INTEGER,
    "delivery_id" INTEGER,
    "plan" "QuarantinePlan",
    "supplier_id" INTEGER,
    "reworked_by" TEXT,
    "rework_due_at" TIMESTAMPTZ(3),
    "write_off_fen" INTEGER,
    "write_off_asked_by_id" INTEGER,
    "approver_duty" "Duty",
    "state" "QuarantineState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quarantine_cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "returns" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "order_id" INTEGER,
    "shipment_id" INTEGER,
    "platform_refund_id" TEXT,
    "type" TEXT,
    "reason" TEXT,
    "carrier" TEXT,
    "tracking_number" TEXT,
    "shipped_back_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "state" "ReturnState" NOT NULL DEFAULT 'EXPECTED',
    "arrived_at" TIMESTAMPTZ(3),
    "inspect_by" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "returns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "return_lines" (
    "id" SERIAL NOT NULL,
    "return_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "return_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "return_findings" (
    "id" SERIAL NOT NULL,
    "return_id" INTEGER NOT NULL,
    "verdict" "ReturnVerdict" NOT NULL,
    "sku_id" INTEGER,
    "quantity" INTEGER NOT NULL,
    "reason" TEXT,
    "location_id" INTEGER,
    "person_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "return_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unknown_parcels" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "carrier" TEXT,
    "tracking_number" TEXT,
    "note" TEXT,
    "state" "UnknownParcelState" NOT NULL DEFAULT 'OPEN',
    "return_id" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unknown_parcels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unknown_parcel_lines" (
    "id" SERIAL NOT NULL,
    "unknown_parcel_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "unknown_parcel_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_faults" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "shipment_id" INTEGER NOT NULL,
    "return_id" INTEGER,
    "kind" "ShippingFaultKind" NOT NULL,
    "description" TEXT NOT NULL,
    "step" "ShippingStep" NOT NULL,
    "person_id" INTEGER,
    "acted_at" TIMESTAMPTZ(3) NOT NULL,
    "registered_by_id" INTEGER,
    "state" "ShippingFaultState" NOT NULL DEFAULT 'CHARGED',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipping_faults_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terminal_devices" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "registered_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "terminal_devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terminal_sessions" (
    "id" SERIAL NOT NULL,
    "device_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_active_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),
    "hand" JSONB NOT NULL,

    CONSTRAINT "terminal_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "badges" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "issued_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "badges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scans" (
    "id" UUID NOT NULL,
    "sequence" SERIAL NOT NULL,
    "device_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "noun" TEXT,
    "subject_id" INTEGER,
    "code" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "scanned_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pickup_exceptions" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "platform_number" TEXT NOT NULL,
    "platform_order_id" TEXT NOT NULL,
    "platform_line_id" TEXT,
    "exception_type" TEXT NOT NULL,
    "timeout_type" TEXT,
    "tracking_number" TEXT,
    "carrier" TEXT,
    "title" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "pickup_due_at" TIMESTAMPTZ(3),
    "compensation_fen" INTEGER,
    "note" TEXT,
    "state" "PickupExceptionState" NOT NULL DEFAULT 'OPEN',
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pickup_exceptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restock_rules" (
    "sku_id" INTEGER NOT NULL,
    "safety_pieces" INTEGER,
    "safety_days" INTEGER,
    "lead_days" INTEGER,
    "review_days" INTEGER,
    "carton_quantity" INTEGER NOT NULL DEFAULT 1,
    "stopped" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "restock_rules_pkey" PRIMARY KEY ("sku_id")
);

-- CreateTable
CREATE TABLE "seasons" (
    "id" SERIAL NOT NULL,
    "category" TEXT NOT NULL,
    "calculated" INTEGER[],
    "percents" INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seasons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_sales" (
    "sku_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "pieces" INTEGER NOT NULL,

    CONSTRAINT "daily_sales_pkey" PRIMARY KEY ("sku_id","day")
);

-- CreateTable
CREATE TABLE "stock_figures" (
    "sku_id" INTEGER NOT NULL,
    "sold_7" INTEGER NOT NULL,
    "days_7" INTEGER NOT NULL,
    "sold_30" INTEGER NOT NULL,
    "days_30" INTEGER NOT NULL,
    "sold_90" INTEGER NOT NULL,
    "days_90" INTEGER NOT NULL,
    "milli_per_day" INTEGER NOT NULL,
    "known_days_30" INTEGER NOT NULL,
    "empty_days_30" INTEGER NOT NULL,
    "last_sold_on" DATE,
    "first_received_on" DATE,
    "shipped_90" INTEGER NOT NULL,
    "held_piece_days_90" BIGINT NOT NULL,
    "aged_30" INTEGER NOT NULL,
    "aged_60" INTEGER NOT NULL,
    "aged_90" INTEGER NOT NULL,
    "aged_180" INTEGER NOT NULL,
    "aged_older" INTEGER NOT NULL,
    "forecast_30" INTEGER NOT NULL,
    "forecast_error" INTEGER,
    "naive_forecast_error" INTEGER,
    "calculated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_figures_pkey" PRIMARY KEY ("sku_id")
);

-- CreateTable
CREATE TABLE "restocks" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "sku_code" TEXT NOT NULL,
    "supplier_id" INTEGER,
    "state" "RestockState" NOT NULL DEFAULT 'PROPOSED',
    "urgent" BOOLEAN NOT NULL,
    "milli_per_day" INTEGER NOT NULL,
    "season_percent" INTEGER NOT NULL,
    "lead_days" INTEGER NOT NULL,
    "review_days" INTEGER NOT NULL,
    "safety_pieces" INTEGER NOT NULL,
    "owed" INTEGER NOT NULL,
    "available" INTEGER NOT NULL,
    "on_the_way" INTEGER NOT NULL,
    "minimum_quantity" INTEGER NOT NULL,
    "carton_quantity" INTEGER NOT NULL,
    "proposed" INTEGER NOT NULL,
    "changed_to" INTEGER,
    "delivery_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "restocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restock_runs" (
    "id" SERIAL NOT NULL,
    "state" "RestockRunState" NOT NULL,
    "asked_by_id" INTEGER,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "skus" INTEGER,
    "proposed" INTEGER,
    "renewed" INTEGER,
    "lapsed" INTEGER,
    "failure" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "restock_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oversell_alarms" (
    "id" SERIAL NOT NULL,
    "shop_id" INTEGER NOT NULL,
    "listing_id" INTEGER,
    "platform_item_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" "OversellAlarmState" NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oversell_alarms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visits" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "visitor" TEXT NOT NULL,
    "organization" TEXT,
    "purpose" TEXT NOT NULL,
    "host_id" INTEGER NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "state" "VisitState" NOT NULL DEFAULT 'INSIDE',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warehouse_incidents" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "WarehouseIncidentKind" NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT,
    "description" TEXT NOT NULL,
    "loss_fen" INTEGER,
    "reporter_id" INTEGER NOT NULL,
    "state" "WarehouseIncidentState" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "warehouse_incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" INTEGER,
    "system_name" TEXT,
    "device_id" INTEGER,
    "noun" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "deed" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT,
    "changes" JSONB,
    "remark" TEXT,
    "request_id" TEXT,

    CONSTRAINT "history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_items" (
    "id" SERIAL NOT NULL,
    "noun" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "shop_id" INTEGER,
    "owner_id" INTEGER,
    "duty" "Duty",
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" INTEGER,
    "outcome" TEXT,

    CONSTRAINT "work_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" SERIAL NOT NULL,
    "recipient_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "noun" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "work_item_id" INTEGER,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_tokens" (
    "token" UUID NOT NULL,
    "person_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "result" JSONB,
    "answer" TEXT,

    CONSTRAINT "form_tokens_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "document_counters" (
    "prefix" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "document_counters_pkey" PRIMARY KEY ("prefix","day")
);

-- CreateTable
CREATE TABLE "work_calendars" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "weekly" JSONB NOT NULL,
    "observes_holidays" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "work_calendars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_days" (
    "id" SERIAL NOT NULL,
    "calendar_id" INTEGER,
    "day" DATE NOT NULL,
    "kind" "CalendarDayKind" NOT NULL,
    "name" TEXT NOT NULL,
    "windows" JSONB,
    "official" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "calendar_days_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parameters" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "parameters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_files" (
    "id" SERIAL NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "photos" (
    "id" SERIAL NOT NULL,
    "noun" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "file_id" INTEGER NOT NULL,
    "taken_by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "photos_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "products_code_key" ON "products"("code");

-- CreateIndex
CREATE UNIQUE INDEX "skus_code_key" ON "skus"("code");

-- CreateIndex
CREATE INDEX "skus_product_id_idx" ON "skus"("product_id");

-- CreateIndex
CREATE INDEX "skus_home_location_id_idx" ON "skus"("home_location_id");

-- CreateIndex
CREATE INDEX "barcodes_sku_id_idx" ON "barcodes"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_codes_shop_id_code_key" ON "merchant_codes"("shop_id", "code");

-- CreateIndex
CREATE INDEX "merchant_code_components_sku_id_idx" ON "merchant_code_components"("sku_id");

-- CreateIndex
CREATE INDEX "listings_shop_id_id_idx" ON "listings"("shop_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "listings_shop_id_platform_item_id_key" ON "listings"("shop_id", "platform_item_id");

-- CreateIndex
CREATE INDEX "listing_skus_merchant_code_idx" ON "listing_skus"("merchant_code");

-- CreateIndex
CREATE UNIQUE INDEX "listing_skus_listing_id_platform_sku_id_key" ON "listing_skus"("listing_id", "platform_sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "suppliers_name_key" ON "suppliers"("name");

-- CreateIndex
CREATE INDEX "supplier_offers_sku_id_idx" ON "supplier_offers"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_offers_supplier_id_sku_id_key" ON "supplier_offers"("supplier_id", "sku_id");

-- CreateIndex
CREATE INDEX "supplier_prices_offer_id_id_idx" ON "supplier_prices"("offer_id", "id");

-- CreateIndex
CREATE INDEX "supplier_prices_person_id_idx" ON "supplier_prices"("person_id");

-- CreateIndex
CREATE INDEX "orders_shop_id_ordered_at_id_idx" ON "orders"("shop_id", "ordered_at", "id");

-- CreateIndex
CREATE INDEX "orders_ordered_at_id_idx" ON "orders"("ordered_at", "id");

-- CreateIndex
CREATE INDEX "orders_status_ordered_at_id_idx" ON "orders"("status", "ordered_at", "id");

-- CreateIndex
CREATE INDEX "orders_buyer_id_idx" ON "orders"("buyer_id");

-- CreateIndex
CREATE UNIQUE INDEX "orders_shop_id_platform_order_id_key" ON "orders"("shop_id", "platform_order_id");

-- CreateIndex
CREATE INDEX "order_lines_match_code_idx" ON "order_lines"("match_code");

-- CreateIndex
CREATE UNIQUE INDEX "order_lines_order_id_ordinal_key" ON "order_lines"("order_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "order_lines_order_id_platform_line_id_key" ON "order_lines"("order_id", "platform_line_id");

-- CreateIndex
CREATE INDEX "refunds_order_id_idx" ON "refunds"("order_id");

-- CreateIndex
CREATE INDEX "refunds_line_id_idx" ON "refunds"("line_id");

-- CreateIndex
CREATE INDEX "refunds_shop_id_status_id_idx" ON "refunds"("shop_id", "status", "id");

-- CreateIndex
CREATE INDEX "refunds_return_tracking_number_idx" ON "refunds"("return_tracking_number");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_shop_id_platform_refund_id_key" ON "refunds"("shop_id", "platform_refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_reviews_order_id_key" ON "order_reviews"("order_id");

-- CreateIndex
CREATE INDEX "order_reviews_shop_id_state_id_idx" ON "order_reviews"("shop_id", "state", "id");

-- CreateIndex
CREATE INDEX "order_reviews_state_id_idx" ON "order_reviews"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "buyers_shop_id_nick_hash_key" ON "buyers"("shop_id", "nick_hash");

-- CreateIndex
CREATE INDEX "buyer_contacts_join_hash_idx" ON "buyer_contacts"("join_hash");

-- CreateIndex
CREATE UNIQUE INDEX "imports_number_key" ON "imports"("number");

-- CreateIndex
CREATE INDEX "imports_shop_id_id_idx" ON "imports"("shop_id", "id");

-- CreateIndex
CREATE INDEX "imports_sha256_idx" ON "imports"("sha256");

-- CreateIndex
CREATE INDEX "imports_file_id_idx" ON "imports"("file_id");

-- CreateIndex
CREATE INDEX "imports_created_by_id_idx" ON "imports"("created_by_id");

-- CreateIndex
CREATE INDEX "import_mappings_shop_id_updated_at_idx" ON "import_mappings"("shop_id", "updated_at");

-- CreateIndex
CREATE INDEX "import_mappings_created_by_id_idx" ON "import_mappings"("created_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_mappings_shop_id_layout_key" ON "import_mappings"("shop_id", "layout");

-- CreateIndex
CREATE INDEX "import_images_import_id_table_name_row_id_idx" ON "import_images"("import_id", "table_name", "row_id");

-- CreateIndex
CREATE INDEX "import_images_order_id_idx" ON "import_images"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "people_employee_number_key" ON "people"("employee_number");

-- CreateIndex
CREATE INDEX "people_state_id_idx" ON "people"("state", "id");

-- CreateIndex
CREATE INDEX "sessions_expire_idx" ON "sessions"("expire");

-- CreateIndex
CREATE INDEX "assignments_person_id_starts_at_idx" ON "assignments"("person_id", "starts_at");

-- CreateIndex
CREATE INDEX "assignments_superior_id_idx" ON "assignments"("superior_id");

-- CreateIndex
CREATE INDEX "assignments_position_ends_at_idx" ON "assignments"("position", "ends_at");

-- CreateIndex
CREATE INDEX "assignment_duties_duty_idx" ON "assignment_duties"("duty");

-- CreateIndex
CREATE INDEX "assignment_shops_shop_id_idx" ON "assignment_shops"("shop_id");

-- CreateIndex
CREATE UNIQUE INDEX "position_guides_position_key" ON "position_guides"("position");

-- CreateIndex
CREATE UNIQUE INDEX "shops_name_key" ON "shops"("name");

-- CreateIndex
CREATE UNIQUE INDEX "backups_number_key" ON "backups"("number");

-- CreateIndex
CREATE UNIQUE INDEX "backups_name_key" ON "backups"("name");

-- CreateIndex
CREATE INDEX "backups_started_at_idx" ON "backups"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_records_name_key" ON "job_records"("name");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_number_key" ON "tasks"("number");

-- CreateIndex
CREATE INDEX "tasks_state_id_idx" ON "tasks"("state", "id");

-- CreateIndex
CREATE INDEX "tasks_requester_id_id_idx" ON "tasks"("requester_id", "id");

-- CreateIndex
CREATE INDEX "tasks_assignee_id_id_idx" ON "tasks"("assignee_id", "id");

-- CreateIndex
CREATE INDEX "tasks_duty_id_idx" ON "tasks"("duty", "id");

-- CreateIndex
CREATE INDEX "tasks_due_at_id_idx" ON "tasks"("due_at", "id");

-- CreateIndex
CREATE INDEX "tasks_shop_id_idx" ON "tasks"("shop_id");

-- CreateIndex
CREATE INDEX "saved_views_person_id_list_id_idx" ON "saved_views"("person_id", "list", "id");

-- CreateIndex
CREATE UNIQUE INDEX "locations_code_key" ON "locations"("code");

-- CreateIndex
CREATE INDEX "locations_zone_code_idx" ON "locations"("zone", "code");

-- CreateIndex
CREATE INDEX "stock_movements_sku_id_at_id_idx" ON "stock_movements"("sku_id", "at", "id");

-- CreateIndex
CREATE INDEX "stock_movements_location_id_at_id_idx" ON "stock_movements"("location_id", "at", "id");

-- CreateIndex
CREATE INDEX "stock_movements_reason_at_id_idx" ON "stock_movements"("reason", "at", "id");

-- CreateIndex
CREATE INDEX "stock_movements_person_id_at_id_idx" ON "stock_movements"("person_id", "at", "id");

-- CreateIndex
CREATE INDEX "stock_movements_at_id_idx" ON "stock_movements"("at", "id");

-- CreateIndex
CREATE INDEX "stock_movements_noun_subject_id_idx" ON "stock_movements"("noun", "subject_id");

-- CreateIndex
CREATE INDEX "stock_movements_device_id_idx" ON "stock_movements"("device_id");

-- CreateIndex
CREATE INDEX "stock_balances_location_id_idx" ON "stock_balances"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "counts_number_key" ON "counts"("number");

-- CreateIndex
CREATE INDEX "counts_state_id_idx" ON "counts"("state", "id");

-- CreateIndex
CREATE INDEX "counts_created_by_id_idx" ON "counts"("created_by_id");

-- CreateIndex
CREATE INDEX "count_skus_sku_id_idx" ON "count_skus"("sku_id");

-- CreateIndex
CREATE INDEX "count_places_location_id_idx" ON "count_places"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "count_places_count_id_location_id_key" ON "count_places"("count_id", "location_id");

-- CreateIndex
CREATE INDEX "count_turns_place_id_idx" ON "count_turns"("place_id");

-- CreateIndex
CREATE INDEX "count_turns_person_id_finished_at_idx" ON "count_turns"("person_id", "finished_at");

-- CreateIndex
CREATE INDEX "count_tallies_sku_id_idx" ON "count_tallies"("sku_id");

-- CreateIndex
CREATE INDEX "count_lines_sku_id_idx" ON "count_lines"("sku_id");

-- CreateIndex
CREATE INDEX "count_lines_first_turn_id_idx" ON "count_lines"("first_turn_id");

-- CreateIndex
CREATE INDEX "count_lines_decided_by_id_idx" ON "count_lines"("decided_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "count_lines_place_id_sku_id_key" ON "count_lines"("place_id", "sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "proofs_number_key" ON "proofs"("number");

-- CreateIndex
CREATE INDEX "proofs_asked_by_id_idx" ON "proofs"("asked_by_id");

-- CreateIndex
CREATE INDEX "proof_differences_proof_id_idx" ON "proof_differences"("proof_id");

-- CreateIndex
CREATE INDEX "proof_differences_sku_id_location_id_idx" ON "proof_differences"("sku_id", "location_id");

-- CreateIndex
CREATE INDEX "proof_differences_location_id_idx" ON "proof_differences"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_months_month_key" ON "stock_months"("month");

-- CreateIndex
CREATE INDEX "stock_months_closed_by_id_idx" ON "stock_months"("closed_by_id");

-- CreateIndex
CREATE INDEX "stock_month_balances_sku_id_idx" ON "stock_month_balances"("sku_id");

-- CreateIndex
CREATE INDEX "stock_month_balances_location_id_idx" ON "stock_month_balances"("location_id");

-- CreateIndex
CREATE INDEX "reservations_sku_id_ended_at_id_idx" ON "reservations"("sku_id", "ended_at", "id");

-- CreateIndex
CREATE INDEX "reservations_shipment_line_id_idx" ON "reservations"("shipment_line_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipts_number_key" ON "receipts"("number");

-- CreateIndex
CREATE INDEX "receipts_delivery_id_idx" ON "receipts"("delivery_id");

-- CreateIndex
CREATE INDEX "receipts_state_id_idx" ON "receipts"("state", "id");

-- CreateIndex
CREATE INDEX "receipt_lines_receipt_id_idx" ON "receipt_lines"("receipt_id");

-- CreateIndex
CREATE INDEX "receipt_lines_sku_id_idx" ON "receipt_lines"("sku_id");

-- CreateIndex
CREATE INDEX "receipt_lines_location_id_idx" ON "receipt_lines"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_number_key" ON "deliveries"("number");

-- CreateIndex
CREATE INDEX "deliveries_state_id_idx" ON "deliveries"("state", "id");

-- CreateIndex
CREATE INDEX "deliveries_supplier_id_id_idx" ON "deliveries"("supplier_id", "id");

-- CreateIndex
CREATE INDEX "delivery_lines_sku_id_idx" ON "delivery_lines"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_lines_delivery_id_sku_id_key" ON "delivery_lines"("delivery_id", "sku_id");

-- CreateIndex
CREATE INDEX "delivery_counts_delivery_id_idx" ON "delivery_counts"("delivery_id");

-- CreateIndex
CREATE INDEX "delivery_counts_sku_id_idx" ON "delivery_counts"("sku_id");

-- CreateIndex
CREATE INDEX "delivery_counts_location_id_idx" ON "delivery_counts"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipments_number_key" ON "shipments"("number");

-- CreateIndex
CREATE UNIQUE INDEX "shipments_tracking_number_key" ON "shipments"("tracking_number");

-- CreateIndex
CREATE INDEX "shipments_state_ship_by_id_idx" ON "shipments"("state", "ship_by", "id");

-- CreateIndex
CREATE INDEX "shipments_shop_id_state_id_idx" ON "shipments"("shop_id", "state", "id");

-- CreateIndex
CREATE INDEX "shipments_join_hash_idx" ON "shipments"("join_hash");

-- CreateIndex
CREATE INDEX "shipments_wave_id_idx" ON "shipments"("wave_id");

-- CreateIndex
CREATE INDEX "shipments_packed_by_id_idx" ON "shipments"("packed_by_id");

-- CreateIndex
CREATE INDEX "shipments_hand_over_id_idx" ON "shipments"("hand_over_id");

-- CreateIndex
CREATE INDEX "shipments_ship_sheet_id_idx" ON "shipments"("ship_sheet_id");

-- CreateIndex
CREATE INDEX "shipment_lines_shipment_id_idx" ON "shipment_lines"("shipment_id");

-- CreateIndex
CREATE INDEX "shipment_lines_order_line_id_idx" ON "shipment_lines"("order_line_id");

-- CreateIndex
CREATE INDEX "shipment_lines_sku_id_idx" ON "shipment_lines"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "waves_number_key" ON "waves"("number");

-- CreateIndex
CREATE INDEX "waves_state_id_idx" ON "waves"("state", "id");

-- CreateIndex
CREATE INDEX "waves_picker_id_idx" ON "waves"("picker_id");

-- CreateIndex
CREATE INDEX "pick_allocations_shipment_line_id_idx" ON "pick_allocations"("shipment_line_id");

-- CreateIndex
CREATE INDEX "pick_allocations_sku_id_location_id_idx" ON "pick_allocations"("sku_id", "location_id");

-- CreateIndex
CREATE INDEX "pick_allocations_location_id_idx" ON "pick_allocations"("location_id");

-- CreateIndex
CREATE UNIQUE INDEX "hand_overs_number_key" ON "hand_overs"("number");

-- CreateIndex
CREATE INDEX "hand_overs_person_id_idx" ON "hand_overs"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "ship_sheets_number_key" ON "ship_sheets"("number");

-- CreateIndex
CREATE INDEX "ship_sheets_shop_id_id_idx" ON "ship_sheets"("shop_id", "id");

-- CreateIndex
CREATE INDEX "ship_sheets_file_id_idx" ON "ship_sheets"("file_id");

-- CreateIndex
CREATE INDEX "ship_sheets_created_by_id_idx" ON "ship_sheets"("created_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "quarantine_cases_number_key" ON "quarantine_cases"("number");

-- CreateIndex
CREATE INDEX "quarantine_cases_state_id_idx" ON "quarantine_cases"("state", "id");

-- CreateIndex
CREATE INDEX "quarantine_cases_sku_id_idx" ON "quarantine_cases"("sku_id");

-- CreateIndex
CREATE INDEX "quarantine_cases_location_id_idx" ON "quarantine_cases"("location_id");

-- CreateIndex
CREATE INDEX "quarantine_cases_shipment_id_idx" ON "quarantine_cases"("shipment_id");

-- CreateIndex
CREATE INDEX "quarantine_cases_delivery_id_idx" ON "quarantine_cases"("delivery_id");

-- CreateIndex
CREATE INDEX "quarantine_cases_return_id_idx" ON "quarantine_cases"("return_id");

-- CreateIndex
CREATE INDEX "quarantine_cases_write_off_asked_by_id_idx" ON "quarantine_cases"("write_off_asked_by_id");

-- CreateIndex
CREATE INDEX "quarantine_cases_supplier_id_id_idx" ON "quarantine_cases"("supplier_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "returns_number_key" ON "returns"("number");

-- CreateIndex
CREATE INDEX "returns_state_id_idx" ON "returns"("state", "id");

-- CreateIndex
CREATE INDEX "returns_order_id_idx" ON "returns"("order_id");

-- CreateIndex
CREATE INDEX "returns_shipment_id_idx" ON "returns"("shipment_id");

-- CreateIndex
CREATE INDEX "returns_tracking_number_idx" ON "returns"("tracking_number");

-- CreateIndex
CREATE UNIQUE INDEX "returns_shop_id_platform_refund_id_key" ON "returns"("shop_id", "platform_refund_id");

-- CreateIndex
CREATE INDEX "return_lines_sku_id_idx" ON "return_lines"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "return_lines_return_id_sku_id_key" ON "return_lines"("return_id", "sku_id");

-- CreateIndex
CREATE INDEX "return_findings_return_id_idx" ON "return_findings"("return_id");

-- CreateIndex
CREATE INDEX "return_findings_sku_id_idx" ON "return_findings"("sku_id");

-- CreateIndex
CREATE INDEX "return_findings_location_id_idx" ON "return_findings"("location_id");

-- CreateIndex
CREATE INDEX "return_findings_person_id_idx" ON "return_findings"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "unknown_parcels_number_key" ON "unknown_parcels"("number");

-- CreateIndex
CREATE INDEX "unknown_parcels_state_id_idx" ON "unknown_parcels"("state", "id");

-- CreateIndex
CREATE INDEX "unknown_parcels_tracking_number_idx" ON "unknown_parcels"("tracking_number");

-- CreateIndex
CREATE INDEX "unknown_parcels_return_id_idx" ON "unknown_parcels"("return_id");

-- CreateIndex
CREATE INDEX "unknown_parcel_lines_sku_id_idx" ON "unknown_parcel_lines"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "unknown_parcel_lines_unknown_parcel_id_sku_id_key" ON "unknown_parcel_lines"("unknown_parcel_id", "sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipping_faults_number_key" ON "shipping_faults"("number");

-- CreateIndex
CREATE INDEX "shipping_faults_state_id_idx" ON "shipping_faults"("state", "id");

-- CreateIndex
CREATE INDEX "shipping_faults_shop_id_idx" ON "shipping_faults"("shop_id");

-- CreateIndex
CREATE INDEX "shipping_faults_shipment_id_idx" ON "shipping_faults"("shipment_id");

-- CreateIndex
CREATE INDEX "shipping_faults_return_id_idx" ON "shipping_faults"("return_id");

-- CreateIndex
CREATE INDEX "shipping_faults_person_id_acted_at_idx" ON "shipping_faults"("person_id", "acted_at");

-- CreateIndex
CREATE INDEX "shipping_faults_registered_by_id_idx" ON "shipping_faults"("registered_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_devices_name_key" ON "terminal_devices"("name");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_devices_token_hash_key" ON "terminal_devices"("token_hash");

-- CreateIndex
CREATE INDEX "terminal_devices_registered_by_id_idx" ON "terminal_devices"("registered_by_id");

-- CreateIndex
CREATE INDEX "terminal_sessions_device_id_ended_at_idx" ON "terminal_sessions"("device_id", "ended_at");

-- CreateIndex
CREATE INDEX "terminal_sessions_person_id_idx" ON "terminal_sessions"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "badges_code_hash_key" ON "badges"("code_hash");

-- CreateIndex
CREATE INDEX "badges_person_id_idx" ON "badges"("person_id");

-- CreateIndex
CREATE INDEX "badges_issued_by_id_idx" ON "badges"("issued_by_id");

-- CreateIndex
CREATE INDEX "scans_noun_subject_id_sequence_idx" ON "scans"("noun", "subject_id", "sequence");

-- CreateIndex
CREATE INDEX "scans_device_id_at_idx" ON "scans"("device_id", "at");

-- CreateIndex
CREATE INDEX "scans_person_id_idx" ON "scans"("person_id");

-- CreateIndex
CREATE INDEX "pickup_exceptions_platform_order_id_idx" ON "pickup_exceptions"("platform_order_id");

-- CreateIndex
CREATE INDEX "pickup_exceptions_tracking_number_idx" ON "pickup_exceptions"("tracking_number");

-- CreateIndex
CREATE INDEX "pickup_exceptions_exception_type_idx" ON "pickup_exceptions"("exception_type");

-- CreateIndex
CREATE UNIQUE INDEX "pickup_exceptions_shop_id_platform_number_exception_type_key" ON "pickup_exceptions"("shop_id", "platform_number", "exception_type");

-- CreateIndex
CREATE UNIQUE INDEX "seasons_category_key" ON "seasons"("category");

-- CreateIndex
CREATE UNIQUE INDEX "restocks_number_key" ON "restocks"("number");

-- CreateIndex
CREATE INDEX "restocks_state_id_idx" ON "restocks"("state", "id");

-- CreateIndex
CREATE INDEX "restocks_sku_id_id_idx" ON "restocks"("sku_id", "id");

-- CreateIndex
CREATE INDEX "restocks_supplier_id_id_idx" ON "restocks"("supplier_id", "id");

-- CreateIndex
CREATE INDEX "restocks_delivery_id_idx" ON "restocks"("delivery_id");

-- CreateIndex
CREATE INDEX "restock_runs_asked_by_id_idx" ON "restock_runs"("asked_by_id");

-- CreateIndex
CREATE INDEX "oversell_alarms_shop_id_id_idx" ON "oversell_alarms"("shop_id", "id");

-- CreateIndex
CREATE INDEX "oversell_alarms_listing_id_idx" ON "oversell_alarms"("listing_id");

-- CreateIndex
CREATE INDEX "oversell_alarms_state_id_idx" ON "oversell_alarms"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "visits_number_key" ON "visits"("number");

-- CreateIndex
CREATE INDEX "visits_state_id_idx" ON "visits"("state", "id");

-- CreateIndex
CREATE INDEX "visits_host_id_idx" ON "visits"("host_id");

-- CreateIndex
CREATE UNIQUE INDEX "warehouse_incidents_number_key" ON "warehouse_incidents"("number");

-- CreateIndex
CREATE INDEX "warehouse_incidents_state_id_idx" ON "warehouse_incidents"("state", "id");

-- CreateIndex
CREATE INDEX "warehouse_incidents_reporter_id_idx" ON "warehouse_incidents"("reporter_id");

-- CreateIndex
CREATE INDEX "history_noun_subject_id_id_idx" ON "history"("noun", "subject_id", "id");

-- CreateIndex
CREATE INDEX "history_at_idx" ON "history"("at");

-- CreateIndex
CREATE INDEX "history_person_id_at_idx" ON "history"("person_id", "at");

-- CreateIndex
CREATE INDEX "history_device_id_idx" ON "history"("device_id");

-- CreateIndex
CREATE INDEX "work_items_noun_subject_id_idx" ON "work_items"("noun", "subject_id");

-- CreateIndex
CREATE INDEX "work_items_owner_id_closed_at_due_at_idx" ON "work_items"("owner_id", "closed_at", "due_at");

-- CreateIndex
CREATE INDEX "work_items_duty_shop_id_closed_at_due_at_idx" ON "work_items"("duty", "shop_id", "closed_at", "due_at");

-- CreateIndex
CREATE INDEX "work_items_shop_id_idx" ON "work_items"("shop_id");

-- CreateIndex
CREATE INDEX "work_items_closed_by_id_idx" ON "work_items"("closed_by_id");

-- CreateIndex
CREATE INDEX "notices_recipient_id_read_at_id_idx" ON "notices"("recipient_id", "read_at", "id");

-- CreateIndex
CREATE INDEX "notices_noun_subject_id_idx" ON "notices"("noun", "subject_id");

-- CreateIndex
CREATE INDEX "notices_work_item_id_idx" ON "notices"("work_item_id");

-- CreateIndex
CREATE INDEX "form_tokens_at_idx" ON "form_tokens"("at");

-- CreateIndex
CREATE UNIQUE INDEX "work_calendars_key_key" ON "work_calendars"("key");

-- CreateIndex
CREATE INDEX "calendar_days_day_idx" ON "calendar_days"("day");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_days_calendar_id_day_key" ON "calendar_days"("calendar_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "parameters_key_key" ON "parameters"("key");

-- CreateIndex
CREATE UNIQUE INDEX "stored_files_sha256_key" ON "stored_files"("sha256");

-- CreateIndex
CREATE INDEX "photos_noun_subject_id_id_idx" ON "photos"("noun", "subject_id", "id");

-- CreateIndex
CREATE INDEX "photos_file_id_idx" ON "photos"("file_id");

-- CreateIndex
CREATE INDEX "photos_taken_by_id_idx" ON "photos"("taken_by_id");

-- AddForeignKey
ALTER TABLE "skus" ADD CONSTRAINT "skus_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "skus" ADD CONSTRAINT "skus_home_location_id_fkey" FOREIGN KEY ("home_location_id") REFERENCES "locations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merchant_codes" ADD CONSTRAINT "merchant_codes_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merchant_code_components" ADD CONSTRAINT "merchant_code_components_merchant_code_id_fkey" FOREIGN KEY ("merchant_code_id") REFERENCES "merchant_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merchant_code_components" ADD CONSTRAINT "merchant_code_components_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listings" ADD CONSTRAINT "listings_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_skus" ADD CONSTRAINT "listing_skus_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_offers" ADD CONSTRAINT "supplier_offers_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_offers" ADD CONSTRAINT "supplier_offers_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_prices" ADD CONSTRAINT "supplier_prices_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "supplier_offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_prices" ADD CONSTRAINT "supplier_prices_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_buyer_id_fkey" FOREIGN KEY ("buyer_id") REFERENCES "buyers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_lines"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_reviews" ADD CONSTRAINT "order_reviews_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "buyers" ADD CONSTRAINT "buyers_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "buyer_contacts" ADD CONSTRAINT "buyer_contacts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_superior_id_fkey" FOREIGN KEY ("superior_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_duties" ADD CONSTRAINT "assignment_duties_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_shops" ADD CONSTRAINT "assignment_shops_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_shops" ADD CONSTRAINT "assignment_shops_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "terminal_devices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_balances" ADD CONSTRAINT "stock_balances_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_levels" ADD CONSTRAINT "stock_levels_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counts" ADD CONSTRAINT "counts_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_skus" ADD CONSTRAINT "count_skus_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_skus" ADD CONSTRAINT "count_skus_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_places" ADD CONSTRAINT "count_places_count_id_fkey" FOREIGN KEY ("count_id") REFERENCES "counts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_places" ADD CONSTRAINT "count_places_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_turns" ADD CONSTRAINT "count_turns_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "count_places"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_turns" ADD CONSTRAINT "count_turns_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_tallies" ADD CONSTRAINT "count_tallies_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "count_turns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_tallies" ADD CONSTRAINT "count_tallies_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "count_places"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_first_turn_id_fkey" FOREIGN KEY ("first_turn_id") REFERENCES "count_turns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_lines" ADD CONSTRAINT "count_lines_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proofs" ADD CONSTRAINT "proofs_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_differences" ADD CONSTRAINT "proof_differences_proof_id_fkey" FOREIGN KEY ("proof_id") REFERENCES "proofs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_differences" ADD CONSTRAINT "proof_differences_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proof_differences" ADD CONSTRAINT "proof_differences_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_months" ADD CONSTRAINT "stock_months_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_month_balances" ADD CONSTRAINT "stock_month_balances_month_id_fkey" FOREIGN KEY ("month_id") REFERENCES "stock_months"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_month_balances" ADD CONSTRAINT "stock_month_balances_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_month_balances" ADD CONSTRAINT "stock_month_balances_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_month_reasons" ADD CONSTRAINT "stock_month_reasons_month_id_fkey" FOREIGN KEY ("month_id") REFERENCES "stock_months"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_shipment_line_id_fkey" FOREIGN KEY ("shipment_line_id") REFERENCES "shipment_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_lines" ADD CONSTRAINT "receipt_lines_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_lines" ADD CONSTRAINT "delivery_lines_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_lines" ADD CONSTRAINT "delivery_lines_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_counts" ADD CONSTRAINT "delivery_counts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_counts" ADD CONSTRAINT "delivery_counts_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_counts" ADD CONSTRAINT "delivery_counts_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "waves"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_packed_by_id_fkey" FOREIGN KEY ("packed_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_hand_over_id_fkey" FOREIGN KEY ("hand_over_id") REFERENCES "hand_overs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_ship_sheet_id_fkey" FOREIGN KEY ("ship_sheet_id") REFERENCES "ship_sheets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waves" ADD CONSTRAINT "waves_picker_id_fkey" FOREIGN KEY ("picker_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pick_allocations" ADD CONSTRAINT "pick_allocations_shipment_line_id_fkey" FOREIGN KEY ("shipment_line_id") REFERENCES "shipment_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pick_allocations" ADD CONSTRAINT "pick_allocations_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pick_allocations" ADD CONSTRAINT "pick_allocations_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_overs" ADD CONSTRAINT "hand_overs_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ship_sheets" ADD CONSTRAINT "ship_sheets_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ship_sheets" ADD CONSTRAINT "ship_sheets_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ship_sheets" ADD CONSTRAINT "ship_sheets_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipments"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantine_cases" ADD CONSTRAINT "quarantine_cases_write_off_asked_by_id_fkey" FOREIGN KEY ("write_off_asked_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipments"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_findings" ADD CONSTRAINT "return_findings_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_findings" ADD CONSTRAINT "return_findings_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_findings" ADD CONSTRAINT "return_findings_location_id_fkey" FOREIGN KEY ("location_id") REFERENCES "locations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "return_findings" ADD CONSTRAINT "return_findings_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unknown_parcels" ADD CONSTRAINT "unknown_parcels_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unknown_parcel_lines" ADD CONSTRAINT "unknown_parcel_lines_unknown_parcel_id_fkey" FOREIGN KEY ("unknown_parcel_id") REFERENCES "unknown_parcels"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unknown_parcel_lines" ADD CONSTRAINT "unknown_parcel_lines_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_faults" ADD CONSTRAINT "shipping_faults_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_faults" ADD CONSTRAINT "shipping_faults_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_faults" ADD CONSTRAINT "shipping_faults_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_faults" ADD CONSTRAINT "shipping_faults_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_faults" ADD CONSTRAINT "shipping_faults_registered_by_id_fkey" FOREIGN KEY ("registered_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terminal_devices" ADD CONSTRAINT "terminal_devices_registered_by_id_fkey" FOREIGN KEY ("registered_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terminal_sessions" ADD CONSTRAINT "terminal_sessions_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "terminal_devices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terminal_sessions" ADD CONSTRAINT "terminal_sessions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "badges" ADD CONSTRAINT "badges_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "badges" ADD CONSTRAINT "badges_issued_by_id_fkey" FOREIGN KEY ("issued_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "terminal_devices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pickup_exceptions" ADD CONSTRAINT "pickup_exceptions_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restock_rules" ADD CONSTRAINT "restock_rules_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_sales" ADD CONSTRAINT "daily_sales_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_figures" ADD CONSTRAINT "stock_figures_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restocks" ADD CONSTRAINT "restocks_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "skus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restocks" ADD CONSTRAINT "restocks_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "suppliers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restocks" ADD CONSTRAINT "restocks_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restock_runs" ADD CONSTRAINT "restock_runs_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oversell_alarms" ADD CONSTRAINT "oversell_alarms_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oversell_alarms" ADD CONSTRAINT "oversell_alarms_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visits" ADD CONSTRAINT "visits_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warehouse_incidents" ADD CONSTRAINT "warehouse_incidents_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history" ADD CONSTRAINT "history_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history" ADD CONSTRAINT "history_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "terminal_devices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_items" ADD CONSTRAINT "work_items_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_work_item_id_fkey" FOREIGN KEY ("work_item_id") REFERENCES "work_items"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "work_calendars"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photos" ADD CONSTRAINT "photos_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photos" ADD CONSTRAINT "photos_taken_by_id_fkey" FOREIGN KEY ("taken_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Second part: written by hand.

-- What Prisma's schema language cannot say, in one place. Appended to the migration that creates the tables;
-- a later change of anything here is written into its own migration and repeated here.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Append-only: the application's role has no right to change these tables, and the trigger stops every other role.
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER stock_movements_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movements
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER stock_month_balances_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_month_balances
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CREATE TRIGGER stock_month_reasons_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_month_reasons
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- Nothing is posted with a time inside a closed month. Postings share the lock that a closing takes alone (the number is
-- that of stock/ledger/months.ts), so that a closing waits for those under way and later ones see it.
CREATE FUNCTION forbid_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7461002);
  SELECT m.month INTO closed FROM fresh f JOIN stock_months m ON f.at < m.ends_at AND m.state = 'CLOSED' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'stock month % is closed', closed.month USING ERRCODE = 'ST001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stock_movements_keep_out_of_closed_months AFTER INSERT ON stock_movements
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION forbid_closed_month();
CREATE TRIGGER supplier_prices_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON supplier_prices
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- People
ALTER TABLE people
  ADD CONSTRAINT people_employee_number_is_a_word CHECK (employee_number ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$'),
  ADD CONSTRAINT people_left_after_hired CHECK (left_on IS NULL OR left_on >= hired_on);
ALTER TABLE accounts
  ADD CONSTRAINT accounts_second_factor_is_whole
    CHECK (num_nulls(second_factor, second_factor_since, second_factor_step) IN (0, 3));
ALTER TABLE assignments
  ADD CONSTRAINT assignments_of_a_person_do_not_overlap
    EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&),
  ADD CONSTRAINT assignments_nobody_is_their_own_superior CHECK (superior_id <> person_id);
CREATE UNIQUE INDEX assignments_one_open_per_person ON assignments (person_id) WHERE ends_at IS NULL;
CREATE UNIQUE INDEX saved_views_one_of_a_name ON saved_views (person_id, list, name) WHERE removed_at IS NULL;
ALTER TABLE tasks
  ADD CONSTRAINT tasks_progress_is_a_percentage CHECK (progress BETWEEN 0 AND 100),
  ADD CONSTRAINT tasks_ask_somebody CHECK (assignee_id IS NOT NULL OR duty IS NOT NULL);

-- Work items: one open per record and kind
CREATE UNIQUE INDEX work_items_one_open ON work_items (noun, subject_id, kind) WHERE closed_at IS NULL;
CREATE INDEX work_items_to_remind ON work_items (remind_at) WHERE closed_at IS NULL AND remind_at IS NOT NULL;
CREATE INDEX work_items_to_escalate ON work_items (due_at) WHERE closed_at IS NULL AND escalated_at IS NULL;
ALTER TABLE work_items ADD CONSTRAINT work_items_have_somebody CHECK (owner_id IS NOT NULL OR duty IS NOT NULL);
-- beside that of a shop and a layout
CREATE UNIQUE INDEX import_mappings_of_all_shops ON import_mappings (layout) WHERE shop_id IS NULL;
CREATE UNIQUE INDEX calendar_days_of_all_calendars ON calendar_days (day) WHERE calendar_id IS NULL;

-- Catalog
ALTER TABLE barcodes ADD CONSTRAINT barcodes_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE merchant_code_components ADD CONSTRAINT merchant_code_components_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE suppliers ADD CONSTRAINT suppliers_lead_days_are_days CHECK (lead_days BETWEEN 0 AND 365);
ALTER TABLE supplier_offers ADD CONSTRAINT supplier_offers_minimum_is_positive CHECK (minimum_quantity > 0);
ALTER TABLE supplier_prices ADD CONSTRAINT supplier_prices_never_negative CHECK (price_fen >= 0);
CREATE UNIQUE INDEX supplier_offers_one_preferred ON supplier_offers (sku_id) WHERE preferred AND ended_at IS NULL;

-- Orders
ALTER TABLE order_lines ADD CONSTRAINT order_lines_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE import_rows SET UNLOGGED;
ALTER TABLE import_progress SET UNLOGGED;
CREATE INDEX imports_to_work_off ON imports (id) WHERE state IN ('READING', 'QUEUED', 'RUNNING');
CREATE INDEX orders_to_ship ON orders (ordered_at, id) WHERE status IN ('PAID', 'PART_SHIPPED');
CREATE INDEX orders_by_paid_at ON orders (coalesce(paid_at, 'infinity'::timestamptz), id);
CREATE INDEX orders_by_amount ON orders (coalesce(paid_fen, total_fen, -1), id);
CREATE INDEX orders_by_tracking_number ON orders (tracking_number) WHERE tracking_number IS NOT NULL;
CREATE INDEX order_reviews_held ON order_reviews (shop_id, id) WHERE state = 'HELD';

-- Goods: the database refuses what the ledger may never say
ALTER TABLE stock_movements ADD CONSTRAINT stock_movements_move_something CHECK (quantity <> 0);
ALTER TABLE stock_balances
  ADD CONSTRAINT stock_balances_never_negative CHECK (quantity >= 0),
  ADD CONSTRAINT stock_balances_allocated_is_there CHECK (allocated BETWEEN 0 AND quantity);
ALTER TABLE stock_levels
  ADD CONSTRAINT stock_levels_never_negative CHECK (on_hand >= 0 AND reserved >= 0 AND quarantined >= 0),
  ADD CONSTRAINT stock_levels_available_never_negative CHECK (reserved + quarantined <= on_hand);
CREATE UNIQUE INDEX count_places_one_open_per_location ON count_places (location_id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX count_turns_one_open_per_place ON count_turns (place_id)
  WHERE finished_at IS NULL AND abandoned_at IS NULL;
CREATE UNIQUE INDEX count_turns_one_open_per_person ON count_turns (person_id)
  WHERE finished_at IS NULL AND abandoned_at IS NULL;
CREATE INDEX count_lines_undecided ON count_lines (place_id) WHERE verdict IS NULL;
ALTER TABLE count_turns
  ADD CONSTRAINT count_turns_end_once CHECK (finished_at IS NULL OR abandoned_at IS NULL),
  ADD CONSTRAINT count_turns_round_is_positive CHECK (round > 0);
ALTER TABLE count_tallies ADD CONSTRAINT count_tallies_quantity_is_a_count CHECK (quantity >= 0 AND first_at <= last_at);
ALTER TABLE count_lines
  ADD CONSTRAINT count_lines_are_counts CHECK (first_counted >= 0 AND counted >= 0 AND fetched BETWEEN 0 AND book),
  ADD CONSTRAINT count_lines_verdict_has_a_cause CHECK ((verdict IS NULL) = (cause IS NULL));
ALTER TABLE stock_months
  ADD CONSTRAINT stock_months_month_is_a_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$' AND starts_at < ends_at),
  ADD CONSTRAINT stock_months_closed_says_when
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL) AND num_nulls(closed_at, opening, incoming, outgoing, closing) IN (0, 5)),
  ADD CONSTRAINT stock_months_add_up CHECK (closing = opening + incoming - outgoing);
ALTER TABLE stock_month_balances
  ADD CONSTRAINT stock_month_balances_add_up CHECK (closing = opening + incoming - outgoing),
  ADD CONSTRAINT stock_month_balances_never_negative
    CHECK (opening >= 0 AND incoming >= 0 AND outgoing >= 0 AND closing >= 0);
ALTER TABLE stock_month_reasons
  ADD CONSTRAINT stock_month_reasons_never_negative CHECK (incoming >= 0 AND outgoing >= 0);
ALTER TABLE proofs ADD CONSTRAINT proofs_sound_found_nothing CHECK ((state = 'SOUND') = (found = 0));
ALTER TABLE restock_runs ADD CONSTRAINT restock_runs_end_with_what_was_found CHECK (
  (state = 'CALCULATING') = (ended_at IS NULL) AND (state = 'FAILED') = (failure IS NOT NULL)
  AND num_nulls(skus, proposed, renewed, lapsed) = CASE WHEN state = 'DONE' THEN 0 ELSE 4 END);
ALTER TABLE oversell_alarms ADD CONSTRAINT oversell_alarms_end_once
  CHECK ((state IN ('OPEN', 'KEPT')) = (ended_at IS NULL));
CREATE UNIQUE INDEX oversell_alarms_one_per_listing ON oversell_alarms (listing_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX restock_runs_one_at_a_time ON restock_runs (state) WHERE state = 'CALCULATING';
ALTER TABLE reservations ADD CONSTRAINT reservations_quantity_is_positive CHECK (quantity > 0);
CREATE UNIQUE INDEX reservations_one_open_per_line ON reservations (shipment_line_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX locations_one_packed ON locations (kind) WHERE kind = 'PACKED' AND archived_at IS NULL;
ALTER TABLE receipt_lines ADD CONSTRAINT receipt_lines_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE shipment_lines
  ADD CONSTRAINT shipment_lines_quantity_is_positive CHECK (quantity > 0),
  ADD CONSTRAINT shipment_lines_checked_within_quantity CHECK (checked BETWEEN 0 AND quantity),
  ADD CONSTRAINT shipment_lines_of_orders_know_what_was_ordered
    CHECK (order_line_id IS NULL OR planned_code IS NOT NULL AND planned_units IS NOT NULL);
ALTER TABLE shipments
  ADD CONSTRAINT shipments_cancelled_frees_its_waybill CHECK (state <> 'CANCELLED' OR tracking_number IS NULL);
CREATE INDEX shipments_open ON shipments (ship_by, id) WHERE state NOT IN ('SHIPPED', 'CANCELLED');
CREATE INDEX shipments_by_shipped_at ON shipments (coalesce(shipped_at, 'infinity'::timestamptz), id)
  WHERE state = 'SHIPPED';
CREATE INDEX shipments_cancelled ON shipments (id) WHERE state = 'CANCELLED';
CREATE INDEX shipments_shipped ON shipments (shipped_at) WHERE state = 'SHIPPED';
CREATE INDEX shipments_unconfirmed ON shipments (shop_id, id) WHERE state = 'SHIPPED' AND confirmed_at IS NULL;
CREATE INDEX pickup_exceptions_open ON pickup_exceptions (coalesce(pickup_due_at, 'infinity'::timestamptz), id)
  WHERE state = 'OPEN';
CREATE INDEX pickup_exceptions_resolved ON pickup_exceptions (id) WHERE state = 'RESOLVED';
ALTER TABLE pick_allocations ADD CONSTRAINT pick_allocations_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE delivery_lines
  ADD CONSTRAINT delivery_lines_never_negative CHECK (announced >= 0 AND accepted >= 0 AND rejected >= 0);
ALTER TABLE delivery_counts
  ADD CONSTRAINT delivery_counts_quantity_is_positive CHECK (quantity > 0),
  ADD CONSTRAINT delivery_counts_bad_pieces_have_no_shelf CHECK (fault IS NULL OR location_id IS NULL);
CREATE UNIQUE INDEX delivery_counts_one_of_a_kind ON delivery_counts (delivery_id, sku_id, fault, location_id)
  NULLS NOT DISTINCT;
CREATE INDEX deliveries_open ON deliveries (coalesce(expected_by, 'infinity'::timestamptz), id)
  WHERE state IN ('EXPECTED', 'ARRIVED', 'PARTLY_RECEIVED', 'DISPUTED');
CREATE INDEX deliveries_closed ON deliveries (coalesce(expected_by, 'infinity'::timestamptz), id)
  WHERE state IN ('RECEIVED', 'CLOSED_SHORT', 'CANCELLED');
ALTER TABLE quarantine_cases ADD CONSTRAINT quarantine_cases_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE quarantine_cases
  ADD CONSTRAINT quarantine_cases_supplier_got_them CHECK (supplier_id IS NULL OR state = 'RETURNED_TO_SUPPLIER'),
  ADD CONSTRAINT quarantine_cases_rework_has_an_end CHECK (state <> 'REWORKING' OR rework_due_at IS NOT NULL);
ALTER TABLE returns
  ADD CONSTRAINT returns_are_of_something CHECK (order_id IS NOT NULL OR shipment_id IS NOT NULL);
CREATE UNIQUE INDEX returns_one_of_a_whole_parcel ON returns (shipment_id) WHERE state IN ('EXPECTED', 'ARRIVED');
CREATE INDEX returns_on_their_way ON returns (shop_id, shipped_back_at, id) WHERE state = 'EXPECTED';
ALTER TABLE return_lines ADD CONSTRAINT return_lines_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE return_findings
  ADD CONSTRAINT return_findings_quantity_is_positive CHECK (quantity > 0),
  ADD CONSTRAINT return_findings_name_their_goods CHECK (sku_id IS NOT NULL OR (verdict = 'WRONG' AND reason IS NOT NULL)),
  ADD CONSTRAINT return_findings_bad_pieces_have_no_shelf CHECK (verdict = 'GOOD' OR location_id IS NULL);
ALTER TABLE unknown_parcel_lines ADD CONSTRAINT unknown_parcel_lines_quantity_is_positive CHECK (quantity > 0);
ALTER TABLE unknown_parcels
  ADD CONSTRAINT unknown_parcels_tied_to_something CHECK ((state = 'TIED') = (return_id IS NOT NULL));
CREATE INDEX shipping_faults_by_act ON shipping_faults (acted_at, person_id) WHERE state <> 'WITHDRAWN';
ALTER TABLE restock_rules
  ADD CONSTRAINT restock_rules_are_sensible CHECK (safety_pieces >= 0 AND safety_days BETWEEN 0 AND 365
    AND lead_days BETWEEN 0 AND 365 AND review_days BETWEEN 0 AND 365 AND carton_quantity > 0);
ALTER TABLE seasons
  ADD CONSTRAINT seasons_have_twelve_months CHECK (cardinality(percents) IN (0, 12)
    AND cardinality(calculated) IN (0, 12) AND 1 <= ALL (percents) AND 1 <= ALL (calculated));
ALTER TABLE daily_sales ADD CONSTRAINT daily_sales_are_positive CHECK (pieces > 0);
ALTER TABLE restocks ADD CONSTRAINT restocks_buy_something CHECK (proposed > 0 AND changed_to > 0);
CREATE UNIQUE INDEX restocks_one_open_per_sku ON restocks (sku_id) WHERE state = 'PROPOSED';
CREATE INDEX restocks_open ON restocks (urgent, id) WHERE state = 'PROPOSED';
ALTER TABLE visits ADD CONSTRAINT visits_left_when_gone
  CHECK ((state = 'LEFT') = (left_at IS NOT NULL) AND (left_at IS NULL OR left_at >= entered_at));
ALTER TABLE warehouse_incidents ADD CONSTRAINT warehouse_incidents_loss_is_not_negative CHECK (loss_fen >= 0);
CREATE UNIQUE INDEX terminal_sessions_one_open_per_device ON terminal_sessions (device_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX badges_one_valid_per_person ON badges (person_id) WHERE revoked_at IS NULL;
