package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.Http.Answer;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.notice.NoticeKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was told is read by operators, page after page. */
class NoticesTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private static final String NOTICES = "/api/v1/grid/notices";

  private final Store store = API.store();
  private final Client client = API.newClient("memory-2500");
  private final Http operator = API.operator();
  private final String before = last();

  /** Notices of other tests stand before those of this one. */
  private String last() {
    return store.notices().after("", 10_000).stream()
        .reduce((earlier, later) -> later)
        .map(notice -> notice.id())
        .orElse("");
  }

  private static String identity() {
    return "test/" + IdSource.ulids().next();
  }

  private ConfigurationId ordered() {
    return new ConfigurationId(
        client
            .http()
            .post("/api/v1/configurations", Bodies.web("shop", 256, 5))
            .is(202)
            .text("/configuration/id"));
  }

  @Test
  void tellsWhoWasToldWhatAndWhen() {
    ConfigurationId shop = ordered();
    store
        .notices()
        .tell(
            client.customer().account(),
            shop,
            NoticeKind.SERVERS_LOST,
            identity(),
            "A host failed. web-1 is built anew on another one.");
    store.notices().tellOperators(NoticeKind.PROOF_WANTED, identity(), "See that pve1 is off.");

    JsonNode items = operator.get(NOTICES + "?after=" + before).is(200).json().get("items");

    assertThat(items).hasSize(2);
    assertThat(items.at("/0/kind").asText()).isEqualTo("SERVERS_LOST");
    assertThat(items.at("/0/text").asText())
        .isEqualTo("A host failed. web-1 is built anew on another one.");
    assertThat(items.at("/0/at").asText()).endsWith("Z");
    assertThat(items.at("/0/accountId").asText()).isEqualTo(client.customer().account().value());
    assertThat(items.at("/0/configurationId").asText()).isEqualTo(shop.value());
    assertThat(items.at("/1/kind").asText()).isEqualTo("PROOF_WANTED");
    assertThat(items.at("/1/accountId").isNull()).isTrue();
    assertThat(items.at("/1/configurationId").isNull()).isTrue();
  }

  @Test
  void pagesHoldEachOnceOldestFirst() {
    for (int i = 0; i < 5; i++) {
      store.notices().tellOperators(NoticeKind.PROOF_WANTED, identity(), "notice " + i);
    }

    List<String> texts = new ArrayList<>();
    String cursor = before;
    do {
      Answer page = operator.get(NOTICES + "?limit=2&after=" + cursor).is(200);
      texts.addAll(page.texts("/items", "/text"));
      cursor = page.json().get("next").textValue();
    } while (cursor != null);

    assertThat(texts).containsExactly("notice 0", "notice 1", "notice 2", "notice 3", "notice 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=201", "limit=x", "limit=-1", "after=%00", "after=a%20b"})
  void refusesWhatIsNoPage(String query) {
    operator.get(NOTICES + "?" + query).isProblem(400, "malformed");
  }
}
