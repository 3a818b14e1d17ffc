package ai.valeo.erp.tributary.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The borders hold in every module's production classes. */
final class ArchitectureTest {

  private static final String BASE = "ai.valeo.erp.tributary";

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @TestFactory
  Stream<DynamicTest> shouldKeepTheBorders() {
    return new ArchitectureRules(BASE)
        .all().entrySet().stream()
            .map(rule ->
                DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(PRODUCTION)));
  }

  @Test
  void shouldSeeEveryModule() {
    for (String module : List.of("schemas", "edge", "topology", "graphql", "compose")) {
      assertThat(PRODUCTION.getPackage(BASE).getPackage(module).getClassesInPackageTree())
          .as(module)
          .isNotEmpty();
    }
  }

  @Test
  void shouldKnowEveryCatalogueOfMetrics() {
    // given
    Set<String> known =
        Catalogues.metrics()
            .map(metric -> metric.getClass().getName())
            .collect(Collectors.toUnmodifiableSet());

    // when / then
    assertThat(
            PRODUCTION.stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(CataloguedMetric.class))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(known);
  }
}
