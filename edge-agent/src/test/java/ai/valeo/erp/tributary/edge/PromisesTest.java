package ai.valeo.erp.tributary.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the module's pages name are there. */
class PromisesTest {

  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT))`");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "PROMISES.md"})
  void shouldNameOnlyTestsThatExist(String page) throws IOException {
    // given
    Set<String> present = tests();

    // when
    List<String> named =
        NAME.matcher(Files.readString(Path.of(page)))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    // then
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(present).containsAll(named);
  }

  private static Set<String> tests() throws IOException {
    var names = new ArrayList<String>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path sources : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .forEach(name -> names.add(name.substring(0, name.length() - 5)));
          }
        }
      }
    }
    return names.stream().collect(Collectors.toSet());
  }
}
