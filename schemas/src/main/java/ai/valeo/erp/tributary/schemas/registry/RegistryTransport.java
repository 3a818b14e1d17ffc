package ai.valeo.erp.tributary.schemas.registry;

import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests: tries every address, beginning with the one that answered last, then waits and
 * tries again. Safe for use by many threads; the wait blocks the caller.
 */
final class RegistryTransport implements AutoCloseable {

  /** Waits between two rounds; tests put their own in. */
  interface Pause {
    void forMs(long ms) throws InterruptedException;
  }

  private static final Logger log = LoggerFactory.getLogger(RegistryTransport.class);
  private static final String JSON = "application/vnd.schemaregistry.v1+json, application/json";

  private final RegistrySettings settings;
  private final RandomGenerator random;
  private final Pause pause;
  private final HttpClient http;
  private volatile int preferred;

  RegistryTransport(RegistrySettings settings) {
    this(settings, RandomGenerator.getDefault(), Thread::sleep);
  }

  RegistryTransport(RegistrySettings settings, RandomGenerator random, Pause pause) {
    this.settings = settings;
    this.random = random;
    this.pause = pause;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (settings.sslContext() != null) {
      builder.sslContext(settings.sslContext());
    }
    http = builder.build();
  }

  /** Sends with retries. */
  JsonNode call(RegistryRequest request) {
    return call(request, settings.retry().maxRetries());
  }

  /** Sends, with at most so many rounds after the first. */
  JsonNode call(RegistryRequest request, int maxRetries) {
    for (int round = 0; ; round++) {
      try {
        return round(request);
      } catch (RegistryException e) {
        if (!e.isRetryable() || round >= maxRetries) {
          throw e;
        }
        waitAfter(round);
      }
    }
  }

  private JsonNode round(RegistryRequest request) {
    RegistryException last = null;
    int count = settings.urls().size();
    int start = preferred;
    for (int i = 0; i < count; i++) {
      int index = (start + i) % count;
      try {
        JsonNode answer = send(settings.urls().get(index), request);
        preferred = index;
        return answer;
      } catch (RegistryException e) {
        if (!e.isRetryable()) {
          throw e;
        }
        last = worse(last, e);
      }
    }
    throw last == null ? new IllegalStateException("No address") : last;
  }

  private static RegistryException worse(@Nullable RegistryException former, RegistryException e) {
    if (former != null) {
      e.addSuppressed(former);
    }
    return e;
  }

  private JsonNode send(URI base, RegistryRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target(base, request.path()))
            .timeout(settings.readTimeout())
            .header("Accept", JSON);
    String authorization = settings.credentials().header();
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    String body = request.body();
    if (body == null) {
      builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      builder.header("Content-Type", "application/vnd.schemaregistry.v1+json");
      builder.method(request.method(), HttpRequest.BodyPublishers.ofString(body));
    }
    try {
      var response = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      return RegistryAnswers.read(request, response.statusCode(), response.body());
    } catch (IOException e) {
      log.atDebug().addKeyValue("host", base.getHost()).setCause(e).log("Registry does not answer");
      throw new RegistryException(
          Code.UNAVAILABLE, base.getHost() + ":" + base.getPort() + " does not answer", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static URI target(URI base, String path) {
    String port = base.getPort() < 0 ? "" : ":" + base.getPort();
    return URI.create(base.getScheme() + "://" + base.getHost() + port + base.getRawPath() + path);
  }

  private void waitAfter(int round) {
    try {
      pause.forMs(random.nextLong(settings.retry().boundMs(round) + 1));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RegistryException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryException(Code.UNAVAILABLE, "interrupted while asking", e);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
