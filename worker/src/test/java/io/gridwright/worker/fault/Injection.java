package io.gridwright.worker.fault;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.proxmox.connection.Call;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Stands around every activity of every worker process, outside of what the product puts there. A
 * test arms it for one configuration, so that cases can run side by side on one grid.
 */
public final class Injection extends WorkerInterceptorBase {
  private static final ThreadLocal<Script> AT_WORK = new ThreadLocal<>();

  private final Map<ConfigurationId, Script> scripts = new ConcurrentHashMap<>();

  /** What shall happen to one configuration's operations, and what has. */
  private static final class Script {
    final List<Armed> armed = new CopyOnWriteArrayList<>();
    final List<String> met = new CopyOnWriteArrayList<>();
    final Map<String, Armed> each = new ConcurrentHashMap<>();
    volatile Function<Passage, String> key = Passage::point;
    volatile Supplier<Fault> fault = Fault::none;
    volatile BiFunction<String, ActivityOptions, ActivityOptions> options =
        (activity, given) -> given;
    final Set<String> lost = ConcurrentHashMap.newKeySet();
    volatile boolean lossy;

    synchronized void meet(String point) {
      if (!met.contains(point)) {
        met.add(point);
      }
    }

    ActivityOutput pass(Passage passage) {
      meet(passage.point());
      var outermost =
          each.computeIfAbsent(key.apply(passage), at -> new Armed(passage.point(), fault.get()));
      var inner = passage;
      for (var one : armed) {
        if (one.point.equals(passage.point())) {
          var within = inner;
          inner = passage.around(() -> one.pass(within));
        }
      }
      return outermost.pass(inner);
    }
  }

  /** A fault at a point, and how often that was passed. */
  private static final class Armed {
    final String point;
    final Fault fault;
    final AtomicInteger passed = new AtomicInteger();

    Armed(String point, Fault fault) {
      this.point = point;
      this.fault = fault;
    }

    ActivityOutput pass(Passage passage) {
      return fault.pass(passage, passed.incrementAndGet());
    }
  }

  private Script script(ConfigurationId configuration) {
    return scripts.computeIfAbsent(configuration, id -> new Script());
  }

  /**
   * Lets a fault happen when the configuration's operations pass that point; one that was armed
   * later stands around those before.
   */
  public void arm(ConfigurationId configuration, String point, Fault fault) {
    script(configuration).armed.add(new Armed(point, fault));
  }

  /** Lets a fault of its own happen at each point, around all others. */
  public void armEachPoint(ConfigurationId configuration, Supplier<Fault> fault) {
    script(configuration).fault = fault;
  }

  /** Lets a fault of its own happen to the attempts of each call. */
  public void armEachCall(ConfigurationId configuration, Supplier<Fault> fault) {
    script(configuration).key = Passage::call;
    script(configuration).fault = fault;
  }

  /** Lets the first answer to each call that changes something at the hypervisor be lost. */
  public void loseAnswers(ConfigurationId configuration) {
    script(configuration).lossy = true;
  }

  /** Each writer of a balancer's file has a ticket, so that no two of its calls are equal. */
  private static String sense(Call call) {
    var file =
        call.parameters().stream()
            .filter(parameter -> parameter.getKey().equals("file"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    var what = file.contains("haproxy.cfg.") ? file : call.parameters().toString();
    return (call.method() + " " + call.path() + " " + what)
        .replaceAll("haproxy\\.cfg\\.\\d+", "haproxy.cfg.N")
        .replaceAll("(balance\\.sh\\W+(command=)?)\\d+", "$1N");
  }

  /** Whether the answer to a call, made by the activity of this thread, is lost. */
  boolean loses(Call call) {
    var script = AT_WORK.get();
    return script != null && script.lossy && script.lost.add(sense(call));
  }

  /** Changes the options, time-outs above all, with which its workflows call activities. */
  public void hurry(ConfigurationId configuration, UnaryOperator<ActivityOptions> options) {
    script(configuration).options = (activity, given) -> options.apply(given);
  }

  /** Changes the options of one activity only. */
  public void hurry(
      ConfigurationId configuration, String type, UnaryOperator<ActivityOptions> options) {
    script(configuration).options =
        (activity, given) -> activity.equals(type) ? options.apply(given) : given;
  }

  /** The points that a configuration's operations have passed, in the order of their first time. */
  public List<String> met(ConfigurationId configuration) {
    return List.copyOf(script(configuration).met);
  }

  /** Forgets what was met and armed. */
  public void forget(ConfigurationId configuration) {
    scripts.remove(configuration);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private Passage.Ears ears;

      @Override
      public void init(ActivityExecutionContext context) {
        ears = new Passage.Ears(context);
        super.init(ears);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        var passage = Passage.of(ears, input, () -> super.execute(input));
        var script = script(passage.configuration());
        AT_WORK.set(script);
        try {
          return script.pass(passage);
        } finally {
          AT_WORK.remove();
        }
      }
    };
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(
            new WorkflowOutboundCallsInterceptorBase(outbound) {
              @Override
              public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
                return super.executeActivity(hurried(input));
              }
            });
      }
    };
  }

  private <R> WorkflowOutboundCallsInterceptor.ActivityInput<R> hurried(
      WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
    var options =
        script(Passage.configurationOf(Workflow.getInfo().getWorkflowId()))
            .options
            .apply(input.getActivityName(), input.getOptions());
    return new WorkflowOutboundCallsInterceptor.ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        options,
        input.getHeader());
  }
}
