-- New orders come at the end of what grows. In an index that is sorted the other way each new page is split in halves and stays half empty; read backwards, this one gives the same order.
drop index grain_state_orders;
drop index grain_state_orders_of_customer;
drop index grain_state_ended_orders;
create index grain_state_orders on grain_state (created_at, key) where kind = 'order';
create index grain_state_orders_of_customer on grain_state (customer_id, created_at, key) where kind = 'order';
create index grain_state_ended_orders on grain_state (ended, created_at, key) where ended is not null;
