package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.change.ChangeFeed.ChangeParts;
import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import ai.valeo.erp.tributary.graphql.schema.SharedEvents;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/**
 * What changes at the centre, to those who watch it: from now on, or from a position without gap.
 * Any thread.
 */
public final class Changes implements AutoCloseable {

  private final TopicReader reader;
  private final ChangeMeters meters;
  private final ThreadPoolExecutor workers;
  private final ChangeFeed feed;
  private final LogReader log;
  private final FlowTerms terms;
  private final Thread feedThread;
  private final Thread logThread;

  /**
   * Changes; nothing is told before {@link #start}.
   *
   * @param source the topics
   * @param reader reads their records
   * @param limits what it may use
   * @param nowMs the clock, milliseconds since 1970 UTC
   * @param registry where it counts
   */
  public Changes(
      ChangeSource source,
      TopicReader reader,
      ChangeLimits limits,
      LongSupplier nowMs,
      MeterRegistry registry) {
    this.reader = reader;
    this.meters = new ChangeMeters(registry);
    // unbounded, but each subscriber has one task in it at most
    this.workers =
        new ThreadPoolExecutor(
            limits.workers(),
            limits.workers(),
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("central-events-", 1).daemon().factory());
    workers.allowCoreThreadTimeOut(true);
    this.terms = new FlowTerms(workers, limits.waiting(), meters);
    ChangeParts parts = new ChangeParts(limits, nowMs, meters);
    this.feed = new ChangeFeed(source, reader, parts);
    this.log = new LogReader(source, reader, parts);
    this.feedThread = Thread.ofPlatform().name("central-changes").daemon().unstarted(feed);
    this.logThread = Thread.ofPlatform().name("central-missed").daemon().unstarted(log);
  }

  /** Names of the topics, and what their records say. */
  public TopicReader topics() {
    return reader;
  }

  /** Begins to read; returns at once. */
  public void start() {
    feedThread.start();
    logThread.start();
  }

  /**
   * Changes that somebody wants.
   *
   * @param interest which
   * @param after the position after which to carry on; null = from now on
   * @param beginningVariable the variable of the question that says so
   * @throws ai.valeo.erp.tributary.graphql.page.InvalidPageException if it is no position of theirs
   */
  public SharedEvents watch(
      Interest interest, @Nullable String after, @Nullable String beginningVariable) {
    Channel channel = feed.channel(interest.topic());
    Position from = after == null ? null : Position.of(interest.topic(), after);
    return new Watching(beginningVariable) {
      @Override
      void begin(EventFlow flow) {
        Watcher watcher = new Watcher(channel, interest, flow, log);
        flow.from(watcher);
        if (from == null) {
          channel.watch(watcher);
        } else {
          resume(watcher, from);
        }
      }

      @Override
      boolean isState() {
        return interest.isState();
      }
    };
  }

  private void resume(Watcher watcher, Position from) {
    if (watcher.channel().join(watcher, from)) {
      meters.resumedFromMemory();
    } else {
      log.read(watcher, from);
    }
    watcher.flow().listening(); // nothing behind a position is missed, whenever it is told
  }

  /** The latest of things that are not in a topic. */
  public SharedEvents latest(Latest things) {
    return new Watching(null) {
      @Override
      void begin(EventFlow flow) {
        things.add(flow);
      }

      @Override
      boolean isState() {
        return true;
      }
    };
  }

  /** A publisher that makes a flow for each subscriber. */
  private abstract class Watching implements SharedEvents {

    private final @Nullable String beginningVariable;

    Watching(@Nullable String beginningVariable) {
      this.beginningVariable = beginningVariable;
    }

    abstract void begin(EventFlow flow);

    abstract boolean isState();

    @Override
    public @Nullable String beginningVariable() {
      return beginningVariable;
    }

    @Override
    public void subscribe(Subscriber<? super SharedEvent> subscriber) {
      EventFlow flow = new EventFlow(subscriber, terms, isState());
      subscriber.onSubscribe(flow);
      begin(flow);
    }
  }

  @Override
  public void close() {
    feed.stop();
    log.stop();
    workers.shutdownNow();
    join(feedThread);
    join(logThread);
  }

  private static void join(Thread thread) {
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(5_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
