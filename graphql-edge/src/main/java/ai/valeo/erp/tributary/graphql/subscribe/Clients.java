package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the open WebSockets and event streams, and what is done to them. Any thread. */
final class Clients {

  private static final Logger log = LoggerFactory.getLogger(Clients.class);

  private final int most;
  private final TaggedCounters dropped;
  private final Counter refused;
  private final Counter messages;
  private final AtomicInteger open = new AtomicInteger();

  Clients(int most, MeterRegistry meters) {
    this.most = most;
    this.dropped =
        new TaggedCounters(meters, SubscriptionMeter.DROPPED, DropRule.SLOW_CONSUMER.name());
    this.refused = SubscriptionMeter.REFUSED.counter(meters);
    this.messages = SubscriptionMeter.MESSAGES.counter(meters);
    SubscriptionMeter.CLIENTS.gauge(meters, open::get);
  }

  /** Whether one more fits; if so it is counted until {@link #leave}. */
  boolean enter() {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      refused.increment();
      return false;
    }
    return true;
  }

  void leave() {
    open.decrementAndGet();
  }

  void sent() {
    messages.increment();
  }

  void dropped(DropRule rule) {
    dropped.increment(rule.name());
    log.atInfo().addKeyValue("rule", rule).log("Subscribed client dropped");
  }
}
