package io.gridwright.api.account;

import java.time.Instant;

/** What a sign-up answers; the token is shown here and never again. */
public record SignedUpForm(AccountForm account, UserForm user, String token, Instant expiresAt) {}
