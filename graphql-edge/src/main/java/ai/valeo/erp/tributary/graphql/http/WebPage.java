package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page for people: files of the class path, as they are. A browser asks each time whether its
 * copy is still good, so that a new version of the program never runs with parts of an old page.
 *
 * <p>Parts that several pages have stand in one folder of the class path and are served within each
 * page's own, so that they import the page's words, and a page finds all its parts beside it.
 */
final class WebPage {

  private static final String SHARED = "/web-parts/";
  private static final String INDEX = "index.html";
  private static final int TAG_CHARS = 22;

  /** Names of the bundled files; none leads out of the folder. */
  private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]{0,40}\\.(js|css|svg)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /**
   * Nothing comes from elsewhere, nothing stands within the page, nobody can frame it, and no text
   * can become markup.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;

  private final Vertx vertx;
  private final Place place;

  /** What was asked for and is there; bounded by what is bundled. */
  private final Map<String, File> files = new ConcurrentHashMap<>();

  private WebPage(Vertx vertx, Place place) {
    this.vertx = vertx;
    this.place = place;
  }

  /** The page for the person at an edge node. */
  static WebPage edge(Vertx vertx) {
    return new WebPage(vertx, new Place("/", "/page/", "/edge-page/"));
  }

  /** The page for operators of the centre. */
  static WebPage console(Vertx vertx) {
    return new WebPage(vertx, new Place("/console", "/console/", "/console/"));
  }

  /**
   * Where a page is.
   *
   * @param path of the page itself
   * @param folder path before the names of its parts
   * @param resources folder of the class path
   */
  private record Place(String path, String folder, String resources) {}

  private record File(Buffer content, String tag, String type) {}

  /** Whether a path is one of the page's. */
  boolean owns(String path) {
    return path.equals(place.path) || path.startsWith(place.folder);
  }

  /** Answers a request for a path that it {@linkplain #owns owns}. */
  void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      response.setStatusCode(METHOD_NOT_ALLOWED).putHeader("allow", "GET, HEAD").end();
      return;
    }
    String path = request.path();
    boolean isIndex = path.equals(place.path) || path.equals(place.folder);
    String name = isIndex ? INDEX : path.substring(place.folder.length());
    if (!isIndex && !FILE.matcher(name).matches()) {
      response.setStatusCode(NOT_FOUND).end();
      return;
    }
    File known = files.get(name);
    if (known != null) {
      send(request, known);
      return;
    }
    vertx
        .executeBlocking(() -> file(name), false)
        .onSuccess(file -> send(request, file))
        .onFailure(failure -> response.setStatusCode(INTERNAL_ERROR).end());
  }

  private @Nullable File file(String name) {
    try (InputStream content = open(name)) {
      if (content == null) {
        return null;
      }
      byte[] bytes = content.readAllBytes();
      String ending = name.substring(name.lastIndexOf('.') + 1);
      File file =
          new File(
              Buffer.buffer(bytes),
              tag(bytes),
              TYPES.getOrDefault(ending, "application/octet-stream"));
      files.put(name, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Bundled file " + name + " cannot be read", e);
    }
  }

  private @Nullable InputStream open(String name) {
    InputStream own = WebPage.class.getResourceAsStream(place.resources + name);
    return own != null ? own : WebPage.class.getResourceAsStream(SHARED + name);
  }

  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
      return '"' + text.substring(0, TAG_CHARS) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }

  private static void send(HttpServerRequest request, @Nullable File file) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    if (file == null) {
      response.setStatusCode(NOT_FOUND).end();
      return;
    }
    response
        .putHeader("etag", file.tag)
        .putHeader("cache-control", "no-cache")
        .putHeader("content-security-policy", POLICY)
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("x-content-type-options", "nosniff");
    if (isKnown(request.getHeader("if-none-match"), file.tag)) {
      response.setStatusCode(NOT_MODIFIED).end();
      return;
    }
    response
        .setStatusCode(OK)
        .putHeader("content-type", file.type)
        .putHeader("content-length", Integer.toString(file.content.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(file.content);
    }
  }

  private static boolean isKnown(@Nullable String tags, String tag) {
    return tags != null
        && Arrays.stream(tags.split(",", -1))
            .map(String::strip)
            .anyMatch(given -> given.equals("*") || given.equals(tag) || given.equals("W/" + tag));
  }
}
