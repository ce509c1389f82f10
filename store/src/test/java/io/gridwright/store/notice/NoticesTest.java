package io.gridwright.store.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.Store;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.event.EventRow;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoticesTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();
  private final AccountId ann;
  private final ConfigurationId shop;

  NoticesTest() {
    Customer customer = Customer.with(store, "memory-400");
    ann = customer.account();
    shop = customer.orders(Documents.web("shop", 512, 5)).configuration().id();
  }

  @Test
  void whatFiftyTellAtOnceIsToldOnceWithOneEvent() {
    var outcomes = AtOnce.run(50, i -> () -> tell("lost/1/" + shop.value(), "A host failed."));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes)).containsOnlyOnce(true);
    assertThat(store.notices().ofConfiguration(shop))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.accountId()).contains(ann);
              assertThat(notice.kind()).isEqualTo(NoticeKind.SERVERS_LOST);
              assertThat(notice.text()).isEqualTo("A host failed.");
              assertThat(notice.at()).isEqualTo(LEDGER.realTime().instant());
            });
    assertThat(told()).hasSize(1);
    assertThat(told().get(0).payload())
        .contains(entry("kind", "SERVERS_LOST"), entry("text", "A host failed."));
  }

  @Test
  void theFirstWordsStayAndAnotherIdentityIsAnotherNotice() {
    tell("lost/1/" + shop.value(), "first");

    assertThat(tell("lost/1/" + shop.value(), "second")).isFalse();
    assertThat(tell("lost/2/" + shop.value(), "third")).isTrue();

    assertThat(store.notices().ofConfiguration(shop))
        .extracting(NoticeRow::text)
        .containsExactly("first", "third");
    assertThat(told()).hasSize(2);
  }

  @Test
  void whatOperatorsAreToldNoCustomerSees() {
    List<NoticeRow> before = store.notices().after("", Integer.MAX_VALUE);
    String identity = "proof/" + shop.value();

    var outcomes =
        AtOnce.run(
            50,
            i ->
                () ->
                    store.notices().tellOperators(NoticeKind.PROOF_WANTED, identity, "Is it off?"));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    assertThat(AtOnce.values(outcomes)).containsOnlyOnce(true);
    String last = before.isEmpty() ? "" : before.get(before.size() - 1).id();
    assertThat(store.notices().after(last, 10))
        .singleElement()
        .satisfies(notice -> assertThat(notice.accountId()).isEmpty());
    assertThat(store.notices().ofConfiguration(shop)).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void whoReadsOnFromTheLastOneReadsEachOnce() {
    for (int i = 1; i <= 5; i++) {
      tell("lost/" + i + "/" + shop.value(), "notice " + i);
    }
    List<NoticeRow> all = store.notices().after("", Integer.MAX_VALUE);
    List<NoticeRow> mine =
        all.stream().filter(n -> n.configurationId().equals(Optional.of(shop))).toList();

    assertThat(store.notices().after(mine.get(1).id(), 2))
        .extracting(NoticeRow::text)
        .containsExactly("notice 3", "notice 4");
    assertThat(store.notices().after(all.get(all.size() - 1).id(), 10)).isEmpty();
  }

  private boolean tell(String identity, String text) {
    return store.notices().tell(ann, shop, NoticeKind.SERVERS_LOST, identity, text);
  }

  private List<EventRow> told() {
    return store.events().after(shop, 0, 100).stream()
        .filter(event -> event.kind() == EventKind.NOTIFICATION)
        .toList();
  }
}
