package io.gridwright.store.account;

/**
 * An account and its owner.
 *
 * @param replayed whether an earlier request of the same key had opened it
 */
public record SignedUp(AccountRow account, UserRow owner, boolean replayed) {}
