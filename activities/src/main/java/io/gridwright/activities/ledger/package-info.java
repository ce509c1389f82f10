/** Capacity, VMIDs and addresses, held and committed in the ledger. */
package io.gridwright.activities.ledger;
