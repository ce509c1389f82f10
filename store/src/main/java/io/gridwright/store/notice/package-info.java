/** What customers and operators are told without asking. */
package io.gridwright.store.notice;
