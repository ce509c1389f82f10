package io.gridwright.activities.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.testing.Rows;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final MachineRow LB = Rows.machine("lb", 0, 1);
  private static final MachineRow WEB_1 = Rows.machine("web-1", 0, 2);
  private static final MachineRow WEB_2 = Rows.machine("web-2", 0, 3);
  private static final MachineRow DB = Rows.machine("db", 0, 4);
  private static final MachineRow DB_TWIN = Rows.machine("db", 1, 5);

  @Test
  void leadsAlongLinksAndFromBalancersToTheirPools() {
    assertThat(Wire.of(Documents.sample("shop"), List.of(LB, WEB_1, WEB_2, DB), "internal"))
        .containsExactly(
            new Wire(WEB_1, DB, "db.shop.internal", 3306),
            new Wire(WEB_2, DB, "db.shop.internal", 3306),
            new Wire(LB, WEB_1, "web-1.shop.internal", 80),
            new Wire(LB, WEB_2, "web-2.shop.internal", 80));
  }

  @Test
  void isNotMeasuredWhereOneOfItsEndsIsOff() {
    assertThat(
            Wire.of(Documents.sample("shop"), List.of(LB, Rows.off(WEB_1), WEB_2, DB), "internal")
                .stream()
                .filter(Wire::bothOn))
        .containsExactly(
            new Wire(WEB_2, DB, "db.shop.internal", 3306),
            new Wire(LB, WEB_2, "web-2.shop.internal", 80));
  }

  @Test
  void leadsToEachMachineOfAComponentByItsAddressSinceTheNameIsShared() {
    assertThat(Wire.of(Documents.sample("shop"), List.of(WEB_1, DB, DB_TWIN), "internal"))
        .containsExactly(
            new Wire(WEB_1, DB, "10.7.1.4", 3306), new Wire(WEB_1, DB_TWIN, "10.7.1.5", 3306));
  }

  @Test
  void leadsFromEachMachineOfAComponent() {
    var document =
        new ConfigurationDocument(
            "shop",
            RiskProfile.LOW,
            List.of(
                Documents.component("db", ComponentKind.DATABASE, 1024, 1, 10),
                Documents.component("web-1", ComponentKind.WEB, 1024, 1, 10)),
            List.of(new Link("db", "web-1", 80)),
            List.of(),
            Dedication.NONE,
            OptionalInt.empty(),
            List.of(),
            true);

    assertThat(Wire.of(document, List.of(DB, DB_TWIN, WEB_1), "internal"))
        .containsExactly(
            new Wire(DB, WEB_1, "web-1.shop.internal", 80),
            new Wire(DB_TWIN, WEB_1, "web-1.shop.internal", 80));
  }
}
