-- Fills the tenants.
-- slipway: variables tenant
/* slipway: variabels region */
-- slipway: variables
INSERT INTO tenant VALUES (current_setting('slipway.tenant'));
-- slipway: no directive, since statements have begun
