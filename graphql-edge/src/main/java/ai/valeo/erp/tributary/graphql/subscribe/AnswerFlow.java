package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.schema.Execution;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.LateSubscription;
import ai.valeo.erp.tributary.graphql.schema.StreamEndedException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation of a client. It asks its source for one answer at a time, and for the next only
 * when there is room on the way out; so a client that does not read costs its queue and one answer
 * an operation. Asking and encoding run on workers, everything else on the client's event loop.
 */
final class AnswerFlow implements Subscriber<GraphAnswer> {

  private static final Logger log = LoggerFactory.getLogger(AnswerFlow.class);
  private static final long RETRY_MS = 20;
  private static final int MOST_TRIES = 250;

  private final Vertx vertx;
  private final Context loop;
  private final Executor workers;
  private final Outflow outflow;
  private final AnswerSink sink;
  private volatile @Nullable Subscription subscription;
  private volatile boolean isOver;
  private volatile boolean isQuick;
  private volatile boolean hasBegun;

  AnswerFlow(Vertx vertx, Executor workers, Outflow outflow, AnswerSink sink) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.workers = workers;
    this.outflow = outflow;
    this.sink = sink;
  }

  /**
   * Runs the operation. Where too much waits for a worker it tries again for a while, since clients
   * that all come back at once take a refusal as final. On the loop.
   *
   * @param refused told if no worker was to be had
   */
  void begin(Supplier<? extends CompletionStage<Execution>> operation, Runnable refused) {
    begin(operation, refused, MOST_TRIES);
  }

  /**
   * Gives the operation so long to be answered, or to begin if it is a subscription. On the loop.
   *
   * @param late told if it takes longer; nothing is sent after that
   */
  void limit(long ms, Runnable late) {
    vertx.setTimer(
        ms,
        over -> {
          if (!isOver && !hasBegun) {
            cancel();
            late.run();
          }
        });
  }

  private void begin(
      Supplier<? extends CompletionStage<Execution>> operation, Runnable refused, int tries) {
    try {
      workers.execute(() -> run(operation));
    } catch (RejectedExecutionException e) {
      if (tries == 0) {
        refused.run();
      } else {
        onTimer(() -> begin(operation, refused, tries - 1));
      }
    }
  }

  private void run(Supplier<? extends CompletionStage<Execution>> operation) {
    try {
      operation.get().whenComplete(this::began);
    } catch (RuntimeException | StackOverflowError e) {
      onError(e);
    }
  }

  private void onTimer(Runnable action) {
    vertx.setTimer(
        RETRY_MS,
        later -> {
          if (!isOver) {
            action.run();
          }
        });
  }

  /**
   * Carries on an operation that was started elsewhere. Any thread that may block.
   *
   * <p>The sink is told behind what the source told at once, since that was posted to the loop
   * before.
   */
  void carryOn(Execution execution) {
    switch (execution) {
      case Execution.Once once -> {
        Buffer message = sink.encode(once.answer());
        onLoop(() -> {
          isOver = true;
          sink.only(once.answer(), message);
        });
      }
      case Execution.Stream stream -> {
        isQuick = stream.isQuick();
        listen(stream.answers());
      }
    }
  }

  private void listen(Publisher<GraphAnswer> answers) {
    try {
      answers.subscribe(this);
    } catch (RuntimeException e) {
      onError(e);
      return;
    }
    hasBegun = true;
    if (subscription instanceof LateSubscription late) {
      late.whenListening(this::listening);
    } else {
      listening();
    }
  }

  private void listening() {
    onLoop(sink::listening);
  }

  /** The client wants no more: nothing is sent after this. On the loop. */
  void cancel() {
    isOver = true;
    Subscription running = subscription;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void onSubscribe(Subscription started) {
    subscription = started;
    if (isOver) {
      started.cancel();
    } else {
      started.request(1);
    }
  }

  @Override
  public void onNext(GraphAnswer answer) {
    Buffer message = sink.encode(answer);
    onLoop(() -> {
      sink.send(message);
      outflow.whenRoom(this::ask);
    });
  }

  @Override
  public void onError(Throwable failure) {
    if (failure instanceof StreamEndedException ended) {
      carryOn(new Execution.Once(ended.answer()));
      return;
    }
    log.atError().setCause(failure).log("Subscription failed");
    onLoop(() -> {
      isOver = true;
      sink.fail();
    });
  }

  @Override
  public void onComplete() {
    onLoop(() -> {
      isOver = true;
      sink.end();
    });
  }

  private void began(@Nullable Execution execution, @Nullable Throwable failure) {
    if (failure != null || execution == null) {
      onError(failure == null ? new IllegalStateException("execution: none") : failure);
    } else if (!isOver || execution instanceof Execution.Stream) {
      carryOn(execution); // a stream whose client has left holds on to things until it is cancelled
    }
  }

  private void ask() {
    Subscription running = subscription;
    if (isOver || running == null) {
      return;
    }
    if (isQuick) {
      running.request(1);
      return;
    }
    try {
      workers.execute(() -> running.request(1));
    } catch (RejectedExecutionException e) {
      onTimer(this::ask);
    }
  }

  private void onLoop(Runnable action) {
    loop.runOnContext(ignored -> {
      if (!isOver) {
        action.run();
      }
    });
  }
}
