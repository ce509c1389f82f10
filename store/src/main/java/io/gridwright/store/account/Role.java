package io.gridwright.store.account;

/** What a person may do; OPERATOR is no customer's. */
public enum Role {
  OWNER,
  EMPLOYEE,
  OPERATOR
}
