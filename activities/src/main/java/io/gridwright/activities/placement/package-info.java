/** The solver over a snapshot of the ledger. */
package io.gridwright.activities.placement;
