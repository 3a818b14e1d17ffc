package ai.valeo.erp.tributary.compose.ops;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * A page of a running process, to be asked from outside. Any thread that may block.
 *
 * @param address where it is
 * @param longest longest time for the answer
 */
public record ProcessPage(URI address, Duration longest) {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;

  /**
   * The page at an address.
   *
   * @throws IllegalArgumentException if nothing can be asked there, with words for people
   */
  public static ProcessPage of(String address, Duration longest) {
    try {
      URI uri = new URI(address);
      boolean isHttp =
          uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
      if (isHttp && uri.getHost() != null && uri.getPort() <= LAST_PORT) {
        return new ProcessPage(uri, longest);
      }
      throw new IllegalArgumentException(expected(address));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected(address), e);
    }
  }

  private static String expected(String address) {
    return address + " (expected: an http or https address, e.g. http://127.0.0.1:9464)";
  }

  /** Another page of the same server, with its query. */
  public ProcessPage at(String page) {
    return new ProcessPage(address.resolve(page), longest);
  }

  /**
   * Reads it.
   *
   * @throws IOException if there is no answer in time
   */
  public HttpResponse<String> get() throws IOException, InterruptedException {
    return ask("GET");
  }

  /**
   * Asks it by another method than GET, without a body.
   *
   * @throws IOException if there is no answer in time
   */
  public HttpResponse<String> ask(String method) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(longest)
            .method(method, BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(longest).build()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
