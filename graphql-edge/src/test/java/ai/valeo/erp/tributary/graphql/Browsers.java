package ai.valeo.erp.tributary.graphql;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The browser that pages are tried in. */
public final class Browsers {

  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private Browsers() {}

  /** Where it is; where there is none, the test is skipped with one line that says so. */
  public static String installed() {
    String named = System.getProperty("tributary.browser", "");
    return Stream.concat(Stream.of(named), PLACES.stream())
        .filter(path -> !path.isEmpty() && Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElseGet(() -> {
          abort("Page skipped: no Chromium found; -Dtributary.browser=PATH names one");
          return "";
        });
  }
}
