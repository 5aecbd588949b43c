-- Webhooks and mail: what is due is asked for one destination at a time.
create index outbox_destination on outbox (kind, state, destination, due);
