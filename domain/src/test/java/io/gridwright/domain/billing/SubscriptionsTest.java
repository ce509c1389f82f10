package io.gridwright.domain.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.account.HeldQuota;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscriptionsTest {
  private static final PlanCatalogue PLANS = FirstCatalogue.plans();
  private static final Currency USD = Currency.getInstance("USD");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          PLANS                    | MEMORY MIB | VCPUS | DISK GIB | ADDRESSES | PRICE
          memory-100               | 5120       | 8     | 100      | 5         | 29.99
          memory-2500 transfer-100 | 102400     | 64    | 4000     | 40        | 529.98
          memory-2500 storage-20   | 102400     | 64    | 20       | 40        | 501.98
          memory-100 storage-200   | 5120       | 8     | 200      | 5         | 44.98
          storage-20               | 0          | 0     | 20       | 0         | 1.99
          transfer-10              | 0          | 0     | 0        | 0         | 4.99
          """)
  void setCeilingsByThePlanNamedForTheResource(
      String plans, long memory, int vcpus, long disk, int addresses, String price) {
    assertThat(of(plans).ceiling()).isEqualTo(new Ceiling(memory, vcpus, disk, addresses));
    assertThat(of(plans).price(USD).amount()).isEqualTo(price);
  }

  @ParameterizedTest(name = "{0} holding {1} MiB, {2} vCPUs, {3} GiB, {4} addresses")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          PLANS                  | MIB    | VCPUS | GIB  | ADDRESSES | PLAN        | PRICE
          memory-100             | 5120   | 8     | 100  | 5         |             | 29.99
          memory-100             | 5121   | 8     | 100  | 5         | memory-400  | 99.99
          memory-100             | 20481  | 8     | 100  | 5         | memory-900  | 199.99
          memory-100             | 5120   | 9     | 100  | 5         | memory-400  | 99.99
          memory-100             | 5120   | 8     | 101  | 5         | storage-200 | 44.98
          memory-100             | 5120   | 8     | 201  | 5         | memory-400  | 99.99
          memory-100             | 5120   | 8     | 100  | 6         | memory-400  | 99.99
          memory-400 storage-20  | 1024   | 1     | 20   | 1         |             | 101.98
          memory-400 storage-20  | 1024   | 1     | 21   | 1         | storage-200 | 114.98
          memory-400 storage-200 | 1024   | 1     | 201  | 1         |             |
          memory-2500            | 102401 | 1     | 1    | 1         |             |
          transfer-10            | 1024   | 1     | 10   | 1         | memory-100  | 34.98
          """)
  void recommendTheCheapestPlanThatAllowsIt(
      String plans, long mib, int vcpus, long gib, int addresses, String plan, String price) {
    HeldQuota wanted = new HeldQuota(mib, vcpus, gib, addresses);

    assertThat(of(plans).recommendedFor(wanted, PLANS).map(p -> p.id().value()))
        .isEqualTo(Optional.ofNullable(plan));
    assertThat(of(plans).priceFor(wanted, PLANS, USD).map(Money::amount))
        .isEqualTo(Optional.ofNullable(price));
  }

  private static Subscriptions of(String plans) {
    List<Plan> chosen =
        Stream.of(plans.split(" ")).map(p -> PLANS.plan(new PlanId(p)).orElseThrow()).toList();
    return new Subscriptions(chosen);
  }
}
