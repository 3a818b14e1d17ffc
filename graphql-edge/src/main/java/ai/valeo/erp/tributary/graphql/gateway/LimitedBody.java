package ai.valeo.erp.tributary.graphql.gateway;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gathers a body up to a size and a time, and breaks off beyond. Used by one exchange. */
final class LimitedBody implements BodySubscriber<byte[]> {

  private final int maxBytes;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private volatile Flow.@Nullable Subscription subscription;

  /**
   * A body to come.
   *
   * @param longest time it may take
   */
  LimitedBody(int maxBytes, Duration longest) {
    this.maxBytes = maxBytes;
    var unused =
        body.orTimeout(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS)
            .whenComplete((whole, failure) -> {
              if (failure != null) {
                breakOff();
              }
            });
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    if (body.isDone()) {
      breakOff(); // the time was over before it began
    } else {
      started.request(Long.MAX_VALUE);
    }
  }

  /** Closes the connection: nothing may drip in for ever. */
  private void breakOff() {
    Flow.Subscription running = subscription;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (gathered.size() + part.remaining() > maxBytes) {
        body.completeExceptionally(
            new CentreFailedException("The answer is larger than " + maxBytes + " bytes"));
        return;
      }
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      gathered.writeBytes(bytes);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(gathered.toByteArray());
  }
}
