package ai.valeo.erp.tributary.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The rules have teeth: each finds its breach in the fixture beside it. */
final class ArchitectureRulesTest {

  private static final String BASE = "ai.valeo.erp.tributary.tests.architecture.fixture";

  @Test
  void shouldFindEveryBreach() {
    // given a small tree of classes in which every border is broken once
    JavaClasses broken = new ClassFileImporter().importPackages(BASE);

    // when
    var silent = new ArrayList<String>();
    new ArchitectureRules(BASE)
        .all()
        .forEach((name, rule) -> {
          if (!rule.evaluate(broken).hasViolation()) {
            silent.add(name);
          }
        });

    // then
    assertThat(silent)
        .as("rules without a finding; compose may depend on all")
        .containsExactly("composeDepends");
  }
}
