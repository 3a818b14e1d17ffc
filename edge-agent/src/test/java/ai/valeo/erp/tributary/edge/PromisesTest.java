package ai.valeo.erp.tributary.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the module's pages name are there. */
class PromisesTest {

  /** A class of tests, or one method of it. */
  private static final Pattern NAME =
      Pattern.compile("`(\\w*[a-z](?:Test|IT))(?:\\.(should\\w+))?`");

  private static final Pattern METHOD = Pattern.compile("void (should\\w+)\\(");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "PROMISES.md",
        "../graphql-edge/README.md",
        "../graphql-edge/PROMISES.md",
      })
  void shouldNameOnlyTestsThatExist(String page) throws IOException {
    // given
    Set<String> present = tests();

    // when
    List<String> named =
        NAME.matcher(Files.readString(Path.of(page)))
            .results()
            .map((MatchResult found) ->
                found.group(2) == null ? found.group(1) : found.group(1) + '.' + found.group(2))
            .toList();

    // then
    assertThat(named).hasSizeGreaterThan(9);
    assertThat(present).containsAll(named);
  }

  /** Names of all classes of tests, and of their methods. */
  private static Set<String> tests() throws IOException {
    var names = new HashSet<String>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path sources : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
              String name = file.getFileName().toString().replace(".java", "");
              names.add(name);
              METHOD
                  .matcher(Files.readString(file))
                  .results()
                  .forEach(method -> names.add(name + '.' + method.group(1)));
            }
          }
        }
      }
    }
    return names;
  }
}
