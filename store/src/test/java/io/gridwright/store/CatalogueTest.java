package io.gridwright.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.billing.FirstCatalogue;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.store.testing.LedgerDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogueTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  @Test
  void sellsTheFirstCatalogueAfterMigration() {
    assertThat(LEDGER.store().plans().catalogue()).isEqualTo(FirstCatalogue.plans());
  }

  @Test
  void migratesTwiceWithoutHarm() {
    LEDGER.database().migrate();

    assertThat(LEDGER.store().plans().catalogue().plans()).hasSize(9);
  }

  @Test
  void hasAnImageForEachKind() {
    List<Image> images = LEDGER.store().images().catalogue().images();

    assertThat(images)
        .extracting(Image::id)
        .contains(new ImageId("haproxy"), new ImageId("debian-12-nginx"));
    assertThat(images.stream().flatMap(i -> i.kinds().stream()))
        .containsAll(Set.of(ComponentKind.values()));
  }

  @Test
  void keepsOneInstallationId() {
    assertThat(LEDGER.store().settings().installationId())
        .isEqualTo(LEDGER.store().settings().installationId());
  }
}
