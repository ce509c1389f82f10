/** What every request goes through: limits, ids, idempotency keys, versions, pages of lists. */
package io.gridwright.api.request;
