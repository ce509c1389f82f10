/** Who calls and what they may do: users, tokens, tickets, roles, access control lists. */
package io.gridwright.emulator.access;
