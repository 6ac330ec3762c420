-- +goose Up

-- When the buyer confirmed receipt of an order, or the time for that was over; the
-- platform releases the money some days later.
ALTER TABLE orders ADD COLUMN confirmed_at INTEGER;

-- Orders whose time runs out for the buyer, and for the platform.
CREATE INDEX orders_receipt ON orders (store_id, shipped_at, id) WHERE status = 'wait_buyer_accept_goods' AND in_dispute = 0;
CREATE INDEX orders_funds ON orders (store_id, confirmed_at, id) WHERE status = 'fund_processing' AND in_dispute = 0;
