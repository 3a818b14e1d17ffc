package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build leaves to be copied somewhere else. */
final class DistributionIT {
  private static final Path FOLDER = Path.of("target", "tributary");

  @Test
  void shouldKeepOurJarsApartFromThoseOfOthers() throws IOException {
    assertThat(jars("app")).hasSize(5).allMatch(jar -> jar.startsWith("tributary-"));
    assertThat(jars("lib")).hasSizeGreaterThan(20);
  }

  @Test
  void shouldNameEveryLibraryWithItsHashInTheBillOfMaterials() throws IOException {
    // given
    Path bill = FOLDER.resolve("sbom.json");
    assumeTrue(
        Files.exists(bill),
        "skipped: no sbom.json, which Maven makes only online (run without -o)");
    JsonNode components = new ObjectMapper().readTree(bill.toFile()).path("components");
    List<String> named = new ArrayList<>();
    for (JsonNode component : components) {
      named.add(component.path("name").asText() + "-" + component.path("version").asText());
    }
    // then
    assertThat(jars("lib"))
        .filteredOn(jar -> !jar.startsWith("tributary-"))
        .allSatisfy(jar -> assertThat(named).anyMatch(jar::startsWith));
    assertThat(components)
        .filteredOn(one -> !one.path("group").asText().equals("ai.valeo.erp.tributary"))
        .allSatisfy(one -> assertThat(one.path("hashes").size()).as("%s", one).isPositive());
  }

  private static List<String> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
