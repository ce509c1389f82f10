package io.gridwright.worker.fault;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.Order;

/** What an operation goes through, faults apart. */
enum Scenario {
  /** It is built, and runs. */
  PROVISION(OperationState.SUCCEEDED),

  /** Nodes prove fuller than their rows when asked (F94), so that it is placed again. */
  PROVISION_PLACED_AGAIN(OperationState.SUCCEEDED) {
    @Override
    void prepare(Bench bench, Order order) {
      bench.injection().arm(order.configuration(), "Verify", Fault.answering(false, 3));
    }
  },

  /** It is built, and the customer cancels while it is being verified. */
  UNDO(OperationState.CANCELLED) {
    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "Reach", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A machine of what runs is moved to another node. */
  MOVE(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedMove(bench.running(document));
    }
  },

  /** The same, and the customer cancels before anything moves: it stays. */
  MOVE_UNDO(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedMove(bench.running(document));
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(
              order.configuration(),
              "HoldTargets",
              Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** The same, and the cancellation comes so late that the machine has arrived. */
  MOVE_UNDO_LATE(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedMove(bench.running(document));
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "Migrate", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A web server is restarted behind its balancer. */
  POWER(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedPower(bench.running(document), PowerAction.RESTART);
    }
  },

  /** It is stopped, and the customer cancels while its guest shuts down. */
  POWER_UNDO(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedPower(bench.running(document), PowerAction.STOP);
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "SwitchOff", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A web server's addresses are withdrawn while it runs on. */
  POWER_SUSPEND(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedPower(bench.running(document), PowerAction.SUSPEND);
    }
  },

  /** The same, and the customer cancels when it has left its pools. */
  POWER_SUSPEND_UNDO(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedPower(bench.running(document), PowerAction.SUSPEND);
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "Expose", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A web server of another size takes the place of the one behind the balancer. */
  RECONFIGURE(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedChange(bench.running(document));
    }
  },

  /** The same, and the customer cancels when requests go to the new one already. */
  RECONFIGURE_UNDO(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedChange(bench.running(document));
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "Drain", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A web server is built elsewhere, as if its node were lost. */
  RECOVER(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedRecovery(bench.running(document));
    }
  },

  /** The same, and an operator cancels when requests go to the new one already. */
  RECOVER_UNDO(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedRecovery(bench.running(document));
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "Drain", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A database grows in everything while it runs. */
  RECONFIGURE_LIVE(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedGrowth(bench.running(DATA));
    }
  },

  /** The same, and the customer cancels when it has them. */
  RECONFIGURE_LIVE_UNDO(OperationState.CANCELLED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedGrowth(bench.running(DATA));
    }

    @Override
    void prepare(Bench bench, Order order) {
      bench
          .injection()
          .arm(order.configuration(), "Divert", Fault.first(() -> bench.engine().cancel(order)));
    }
  },

  /** A member of the balancer's pool is paused, or played. */
  PAUSE(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.acceptedPause(bench.running(document));
    }
  },

  /** What runs is deleted. */
  DELETE(OperationState.SUCCEEDED) {
    @Override
    Order accepted(Bench bench, ConfigurationDocument document) {
      return bench.engine().acceptedDeletion(bench.running(document));
    }
  };

  /** A balancer and its one web server: every activity takes part. */
  static final ConfigurationDocument BALANCED =
      Documents.of(
          "shop",
          Documents.balancer("lb", Documents.virtualIp(80, "web")),
          Documents.component("web", ComponentKind.WEB, 256, 1, 4));

  /** One machine: every activity but those of traffic has something to do. */
  static final ConfigurationDocument SINGLE = Documents.web("page", 256, 4);

  /** A machine with data: it is never replaced. */
  private static final ConfigurationDocument DATA =
      Documents.of("data", Documents.component("db", ComponentKind.DATABASE, 1024, 1, 4));

  private final OperationState end;

  Scenario(OperationState end) {
    this.end = end;
  }

  /** How it ends, whatever fails meanwhile. */
  OperationState end() {
    return end;
  }

  /** Has it accepted; nobody has been told yet. */
  Order accepted(Bench bench, ConfigurationDocument document) {
    return bench.engine().accepted(bench.engine().customer(), document);
  }

  /** Arms what belongs to the scenario itself. */
  void prepare(Bench bench, Order order) {
    // nothing happens by itself
  }
}
