package io.gridwright.store;

import io.gridwright.store.account.AccountRepository;
import io.gridwright.store.account.IdempotencyRepository;
import io.gridwright.store.account.UserRepository;
import io.gridwright.store.billing.ChargeRepository;
import io.gridwright.store.billing.PlanRepository;
import io.gridwright.store.configuration.ConfigurationRepository;
import io.gridwright.store.event.EventRepository;
import io.gridwright.store.grid.AllocationRepository;
import io.gridwright.store.grid.GridWorkRepository;
import io.gridwright.store.grid.GrowthRepository;
import io.gridwright.store.grid.ImageRepository;
import io.gridwright.store.grid.LossRepository;
import io.gridwright.store.grid.MachineRepository;
import io.gridwright.store.grid.NodeRepository;
import io.gridwright.store.grid.NumberRepository;
import io.gridwright.store.grid.OrphanRepository;
import io.gridwright.store.grid.PolicyRepository;
import io.gridwright.store.notice.NoticeRepository;
import io.gridwright.store.operation.OperationRepository;
import io.gridwright.store.operation.OutcomeRepository;
import io.gridwright.store.operation.PlacementPlanRepository;
import io.gridwright.store.operation.PowerRepository;
import io.gridwright.store.operation.StepRepository;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.PauseRepository;
import io.gridwright.store.traffic.TrafficRepository;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * The repositories, read once. A handle works on a copy of the configuration that its Jdbi had, and
 * what it finds out about a repository is lost with it: without this each transaction would read
 * the annotations of all it attaches, which costs more than its statements.
 */
final class Repositories {
  static final List<Class<?>> ALL =
      List.of(
          AccountRepository.class,
          IdempotencyRepository.class,
          UserRepository.class,
          ChargeRepository.class,
          PlanRepository.class,
          ConfigurationRepository.class,
          EventRepository.class,
          AllocationRepository.class,
          GridWorkRepository.class,
          LossRepository.class,
          NoticeRepository.class,
          GrowthRepository.class,
          ImageRepository.class,
          MachineRepository.class,
          NodeRepository.class,
          NumberRepository.class,
          OrphanRepository.class,
          PolicyRepository.class,
          OperationRepository.class,
          OutcomeRepository.class,
          PlacementPlanRepository.class,
          PowerRepository.class,
          StepRepository.class,
          AddressRepository.class,
          PauseRepository.class,
          TrafficRepository.class);

  static Jdbi readBy(Jdbi jdbi) {
    var extensions = jdbi.getConfig(Extensions.class);
    var factory = extensions.findFactory(SqlObjectFactory.class).orElseThrow();
    ALL.forEach(repository -> extensions.findMetadata(repository, factory));
    return jdbi;
  }

  private Repositories() {}
}
