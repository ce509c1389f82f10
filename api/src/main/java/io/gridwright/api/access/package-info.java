/** Who calls, and what they may do: tokens, passwords, permissions declared on resource methods. */
package io.gridwright.api.access;
