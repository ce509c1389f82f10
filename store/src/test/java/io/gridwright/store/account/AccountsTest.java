package io.gridwright.store.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.billing.FirstCatalogue;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.PaymentGateway;
import io.gridwright.domain.billing.PaymentGateway.PaymentOutcome.State;
import io.gridwright.domain.billing.PaymentId;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.billing.ChargeRow;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.LedgerDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();

  @Test
  void opensAnAccountWithItsPeriodOwnerAndPaidCharges() {
    SignedUp signedUp =
        store.accounts().open(Customer.newAccount("ann-1", "memory-400", "transfer-100"));

    AccountRow account = signedUp.account();
    assertThat(account.periodStart()).isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
    assertThat(account.periodEnd()).isEqualTo(Instant.parse("2026-11-30T23:00:00Z"));
    assertThat(signedUp.owner().role()).isEqualTo(Role.OWNER);
    assertThat(store.accounts().ceiling(account.id())).isEqualTo(new Ceiling(20_480, 16, 400, 10));
    assertThat(store.charges().of(account.id(), Optional.empty(), 10))
        .extracting(ChargeRow::day, c -> c.amount().amount(), ChargeRow::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                LocalDate.of(2026, 11, 1), "99.99", ChargeRow.State.SUCCEEDED),
            org.assertj.core.groups.Tuple.tuple(
                LocalDate.of(2026, 11, 1), "29.99", ChargeRow.State.SUCCEEDED));
  }

  @Test
  void givesALoginToOneOfManyThatWantItAtOnce() {
    var outcomes =
        AtOnce.run(
            8, i -> () -> store.accounts().open(Customer.newAccount("wanted", "memory-100")));

    assertThat(AtOnce.values(outcomes)).hasSize(1);
    assertThat(AtOnce.failures(outcomes)).hasSize(7).hasOnlyElementsOfType(Refusal.class);
  }

  @Test
  void opensOneAccountForOneKeyManyTimesAtOnce() {
    var outcomes = AtOnce.run(8, i -> () -> store.accounts().open(keyed("once")));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes))
        .extracting(s -> s.account().id())
        .containsOnly(AtOnce.values(outcomes).get(0).account().id());
  }

  @Test
  void replacesThePlanOfTheSameResource() {
    Customer ann = Customer.with(store, "memory-100", "storage-20");
    LEDGER.businessTime().advance(Duration.ofMinutes(1));

    store
        .accounts()
        .subscribe(
            ann.account(), FirstCatalogue.plans().plan(new PlanId("memory-900")).orElseThrow());

    assertThat(store.accounts().ceiling(ann.account())).isEqualTo(new Ceiling(40_960, 32, 20, 20));
    assertThat(store.plans().history(ann.account())).hasSize(3);
  }

  @Test
  void changesOnlyWhatIsGiven() {
    Customer ann = Customer.with(store, "memory-100");

    AccountRow changed =
        store
            .accounts()
            .change(
                ann.account(),
                new AccountChange(
                    Optional.of("Acme 2"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("ALL"),
                    Optional.empty(),
                    Optional.empty()));

    assertThat(changed.name()).isEqualTo("Acme 2");
    assertThat(changed.timeZone()).isEqualTo("Europe/Berlin");
    assertThat(changed.healthPolicy()).isEqualTo("ALL");
  }

  @Test
  void forgetsASessionWhenItExpiresOrIsClosed() {
    Customer ann = Customer.with(store, "memory-100");
    Instant expiry = LEDGER.realTime().instant().plus(Duration.ofHours(1));
    store.users().openSession(ann.user(), "hash-1", expiry);
    store.users().openSession(ann.user(), "hash-2", expiry);

    assertThat(store.users().bySession("hash-1")).map(UserRow::id).contains(ann.user());
    store.users().closeSession("hash-1");
    assertThat(store.users().bySession("hash-1")).isEmpty();
    LEDGER.realTime().advance(Duration.ofHours(1));
    assertThat(store.users().bySession("hash-2")).isEmpty();
  }

  @Test
  void keepsOperatorsOutOfAccounts() {
    Customer ann = Customer.with(store, "memory-100");

    assertThatThrownBy(
            () ->
                store
                    .users()
                    .add(
                        Optional.of(ann.account()),
                        new NewUser("root", "hash", "Root", "r@example.com", Role.OPERATOR)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}: {1}, pays {2}")
  @CsvSource({
    "pm_card_visa,                Attached, SUCCEEDED",
    "pm_card_mastercard,          Attached, SUCCEEDED",
    "pm_card_chargeCustomerFail,  Attached, DECLINED",
    "pm_card_chargeDeclined,      Declined, DECLINED",
  })
  void answersToTestTokensAsStripeDoes(String token, String attachment, State state) {
    PaymentGateway gateway = store.ledgerGateway();
    PaymentId payment = gateway.create("ref-" + token, token, dollars());

    assertThat(gateway.attach(token).getClass().getSimpleName()).isEqualTo(attachment);
    assertThat(gateway.confirm(payment, "1").state()).isEqualTo(state);
    assertThat(gateway.read(payment).state()).isEqualTo(state);
  }

  @Test
  void knowsNoTokenThatIsNotAPaymentMethods() {
    assertThat(store.ledgerGateway().attach("4242424242424242"))
        .isInstanceOf(PaymentGateway.Attachment.Unknown.class);
  }

  @Test
  void makesOnePaymentOfAReference() {
    PaymentGateway gateway = store.ledgerGateway();

    var outcomes = AtOnce.run(6, i -> () -> gateway.create("charge-7", "pm_card_visa", dollars()));

    assertThat(AtOnce.values(outcomes)).hasSize(6);
    assertThat(new java.util.HashSet<>(AtOnce.values(outcomes))).hasSize(1);
  }

  private static Money dollars() {
    return Money.parse("10.00", Currency.getInstance("USD"));
  }

  private static NewAccount keyed(String login) {
    NewAccount plain = Customer.newAccount(login, "memory-100");
    return new NewAccount(
        plain.name(),
        plain.timeZone(),
        plain.currency(),
        plain.hostName(),
        plain.owner(),
        plain.paymentMethod(),
        plain.plans(),
        plain.paymentId(),
        Optional.of(
            new IdempotentRequest(
                "127.0.0.1",
                "POST",
                "/api/v1/accounts",
                "key",
                "{}".getBytes(StandardCharsets.UTF_8))));
  }
}
