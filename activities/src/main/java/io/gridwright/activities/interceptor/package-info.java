/** What the worker does around each activity: keeps steps, translates the ledger's refusals. */
package io.gridwright.activities.interceptor;
