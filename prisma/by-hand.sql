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
