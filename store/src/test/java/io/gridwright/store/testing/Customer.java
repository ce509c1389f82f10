package io.gridwright.store.testing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.billing.FirstCatalogue;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.account.NewAccount;
import io.gridwright.store.account.NewUser;
import io.gridwright.store.account.Role;
import io.gridwright.store.account.SignedUp;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ProvisionOrder;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A signed-up account and its owner. */
public record Customer(Store store, AccountId account, UserId user) {

  /** Signs up with these plans of the first catalogue. */
  public static Customer with(Store store, String... plans) {
    SignedUp signedUp = store.accounts().open(newAccount(IdSource.ulids().next(), plans));
    return new Customer(store, signedUp.account().id(), signedUp.owner().id());
  }

  /** A sign-up that was not sent yet. */
  public static NewAccount newAccount(String login, String... plans) {
    return new NewAccount(
        "Acme",
        ZoneId.of("Europe/Berlin"),
        Currency.getInstance("USD"),
        Optional.empty(),
        new NewUser(login, "$argon2id$test", "Ann", "ann@example.com", Role.OWNER),
        Optional.of("pm_card_visa"),
        Stream.of(plans)
            .map(id -> FirstCatalogue.plans().plan(new PlanId(id)).orElseThrow())
            .toList(),
        Optional.of("payment-1"),
        Optional.empty());
  }

  /** Orders a configuration. */
  public AcceptedOrder orders(ConfigurationDocument document) {
    return store
        .acceptance()
        .provision(new ProvisionOrder(account, user, document, Optional.empty()));
  }

  /** What the account holds of its ceiling. */
  public io.gridwright.domain.account.HeldQuota holds() {
    return store.accounts().find(account).orElseThrow().held();
  }

  /** Names of the rules that the audit finds broken. */
  public static List<String> brokenRules(Store store) {
    return store.audit().differences().stream().map(Object::toString).toList();
  }
}
