package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Prometheus' own tool says of the rules, and whether they fire as tested. */
final class PromtoolIT {
  @Test
  void shouldPassPromtoolsChecks() throws Exception {
    List<String> command = new ArrayList<>(List.of("check", "rules", "--lint=all"));
    RulesTest.files(RulesTest.RULES).forEach(file -> command.add(file.toString()));
    Promtool.Output output = Promtool.run(command);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }

  @Test
  void shouldFireAndStayQuietAsTested() throws Exception {
    List<String> command = new ArrayList<>(List.of("test", "rules"));
    RulesTest.files(RulesTest.RULES.resolve("tests")).forEach(file -> command.add(file.toString()));
    Promtool.Output output = Promtool.run(command);
    assertThat(output.exitCode()).as(output.text()).isZero();
  }
}
