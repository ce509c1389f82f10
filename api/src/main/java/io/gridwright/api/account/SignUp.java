package io.gridwright.api.account;

import io.gridwright.domain.billing.Plan;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** A sign-up whose fields are all sound. */
record SignUp(
    String name,
    ZoneId zone,
    Currency currency,
    Optional<String> hostName,
    Owner owner,
    String paymentToken,
    List<Plan> plans) {

  /** The first user. */
  record Owner(String login, String password, String name, String email) {
    @Override
    public String toString() {
      return "Owner[login=" + login + "]";
    }
  }
}
