package io.gridwright.api.account;

import io.gridwright.api.access.Passwords;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.request.Repeats;
import io.gridwright.api.request.RequestMark;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.billing.PaymentGateway;
import io.gridwright.domain.billing.PaymentGateway.Attachment;
import io.gridwright.domain.billing.PaymentGateway.PaymentOutcome;
import io.gridwright.domain.billing.PaymentId;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.account.NewAccount;
import io.gridwright.store.account.NewUser;
import io.gridwright.store.account.Role;
import io.gridwright.store.account.SignedUp;
import io.gridwright.store.account.Users;
import java.util.List;
import java.util.Optional;

/**
 * Opens accounts. The first period is paid before the account exists, so that a declined card
 * leaves nothing behind: the payment is made unconfirmed under a reference, confirmed, and only
 * then is the account opened with its charges, in one transaction. A repeated request finds its
 * payment by the reference instead of paying twice; if the account cannot be opened after all, the
 * money goes back.
 */
public final class SignUpDesk {
  private final Accounts accounts;
  private final Users users;
  private final PaymentGateway payments;
  private final Passwords passwords;
  private final IdSource ids;
  private final Repeats repeats;

  public SignUpDesk(
      Accounts accounts,
      Users users,
      PaymentGateway payments,
      Passwords passwords,
      IdSource ids,
      Repeats repeats) {
    this.accounts = accounts;
    this.users = users;
    this.payments = payments;
    this.passwords = passwords;
    this.ids = ids;
    this.repeats = repeats;
  }

  SignedUp open(SignUp signUp, Optional<IdempotentRequest> request) {
    if (!repeats.seen(request)) {
      requireFreeLogin(signUp.owner().login(), request);
    }
    String customer = attached(signUp.paymentToken());
    String reference = "sign-up/" + request.map(RequestMark::of).orElseGet(ids::next);
    Optional<PaymentId> payment = paid(reference, customer, price(signUp));
    try {
      return accounts.open(account(signUp, customer, payment, request));
    } catch (Refusal refusal) {
      payment.ifPresent(payments::refund);
      throw refusal;
    }
  }

  /**
   * Said before anything is paid; two at once are told apart when the account is opened. A login
   * that a twin of this request took since it was looked for is its own: the account and the key
   * are written in one transaction, so the key is asked for after the login.
   */
  private void requireFreeLogin(String login, Optional<IdempotentRequest> request) {
    if (users.byLogin(login).isPresent() && !repeats.seen(request)) {
      throw Refusal.of("conflict", "The login \"%s\" is taken; choose another.".formatted(login));
    }
  }

  private String attached(String token) {
    Attachment attachment = payments.attach(token);
    if (attachment instanceof Attachment.Attached attached) {
      return attached.customer();
    }
    if (attachment instanceof Attachment.Declined declined) {
      throw declined(declined.reason());
    }
    throw RefusedException.invalid(
        List.of(
            new FieldError(
                "/paymentMethod/token", "the payment provider knows no such token; give another")));
  }

  private static Money price(SignUp signUp) {
    return new Subscriptions(signUp.plans()).price(signUp.currency());
  }

  private Optional<PaymentId> paid(String reference, String customer, Money amount) {
    if (amount.minor() == 0) {
      return Optional.empty();
    }
    PaymentId payment = payments.create(reference, customer, amount);
    PaymentOutcome outcome = payments.confirm(payment, reference);
    if (!outcome.succeeded()) {
      throw declined(outcome.reason().orElse("The payment was refused."));
    }
    return Optional.of(payment);
  }

  private static RefusedException declined(String reason) {
    return RefusedException.because(
        ProblemType.PAYMENT_DECLINED, reason + " No account was opened; give another card.");
  }

  private NewAccount account(
      SignUp signUp,
      String customer,
      Optional<PaymentId> payment,
      Optional<IdempotentRequest> request) {
    SignUp.Owner owner = signUp.owner();
    return new NewAccount(
        signUp.name(),
        signUp.zone(),
        signUp.currency(),
        signUp.hostName(),
        new NewUser(
            owner.login(),
            passwords.hash(owner.password()),
            owner.name(),
            owner.email(),
            Role.OWNER),
        Optional.of(customer),
        signUp.plans(),
        payment.map(PaymentId::value),
        request);
  }
}
