ALTER TYPE purchase_status ADD VALUE IF NOT EXISTS 'returned' AFTER 'shipped';
