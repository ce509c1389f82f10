package io.gridwright.api.account;

import io.gridwright.api.account.SignUpForm.OwnerForm;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.domain.billing.Resource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a sign-up, and refuses it with every faulty field at once. */
final class SignUpFields {
  private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{1,63}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_]{4,190}");
  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 256;

  private final PlanCatalogue catalogue;
  private final FieldFaults faults = new FieldFaults();

  SignUpFields(PlanCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  SignUp read(SignUpForm form) {
    SignUp signUp =
        new SignUp(
            faults.line("/name", form.name(), 200),
            faults.zone("/timeZone", form.timeZone()),
            currency(form.currency()),
            faults.hostName("/hostName", form.hostName()),
            owner(form.owner()),
            token(form),
            plans(Optional.ofNullable(form.subscriptions()).orElse(List.of())));
    faults.refuseIfAny();
    return signUp;
  }

  /** Plans have a price in one currency each, so an account takes one that they are sold in. */
  private Currency currency(Optional<String> sent) {
    Set<Currency> sold =
        catalogue.plans().stream().map(plan -> plan.price().currency()).collect(Collectors.toSet());
    Optional<Currency> chosen =
        sold.stream().filter(c -> c.getCurrencyCode().equals(sent.orElse("USD"))).findFirst();
    if (chosen.isEmpty()) {
      String known =
          sold.stream().map(Currency::getCurrencyCode).sorted().collect(Collectors.joining(", "));
      faults.fault("/currency", "plans are not sold in it; choose one of " + known);
    }
    return chosen.orElse(Currency.getInstance("USD"));
  }

  private SignUp.Owner owner(Optional<OwnerForm> sent) {
    if (sent.isEmpty()) {
      faults.fault("/owner", "it is missing; give login, password, name and email");
      return new SignUp.Owner("", "", "", "");
    }
    OwnerForm owner = sent.get();
    return new SignUp.Owner(
        faults.matching(
            "/owner/login",
            owner.login(),
            LOGIN,
            "2 to 64 of the characters a-z, 0-9 and . _ @ + -, first a letter or digit"),
        password(owner),
        faults.line("/owner/name", owner.name(), 200),
        faults.email("/owner/email", owner.email()));
  }

  private String password(OwnerForm owner) {
    String password = owner.password().orElse("");
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
      faults.fault(
          "/owner/password",
          "it has %d characters; give %d to %d"
              .formatted(length, SHORTEST_PASSWORD, LONGEST_PASSWORD));
    } else if (owner.login().filter(password::equals).isPresent()) {
      faults.fault("/owner/password", "it is the login; choose another");
    }
    return password;
  }

  private String token(SignUpForm form) {
    return faults.matching(
        "/paymentMethod/token",
        form.paymentMethod().flatMap(SignUpForm.PaymentMethodForm::token),
        TOKEN,
        "the token of a card such as pm_card_visa");
  }

  private List<Plan> plans(List<String> sent) {
    if (sent.isEmpty()) {
      faults.fault("/subscriptions", "it is missing; choose at least one plan of /catalog/plans");
    }
    List<Plan> plans = new ArrayList<>();
    Set<Resource> resources = EnumSet.noneOf(Resource.class);
    for (int i = 0; i < sent.size(); i++) {
      String pointer = "/subscriptions/" + i;
      Optional<Plan> plan = plan(sent.get(i));
      if (plan.isEmpty()) {
        faults.fault(pointer, "there is no such plan; choose one of /catalog/plans");
      } else if (!resources.add(plan.get().resource())) {
        faults.fault(
            pointer, "it is a second plan for " + plan.get().resource() + "; choose one of each");
      }
      plan.ifPresent(plans::add);
    }
    return plans;
  }

  private Optional<Plan> plan(String id) {
    return Optional.ofNullable(id)
        .filter(word -> !word.isBlank())
        .flatMap(word -> catalogue.plan(new PlanId(word)));
  }
}
