package ai.valeo.erp.tributary.compose.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.compose.secure.AccessRules.Rule;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AccessGrantTest {

  private static final AccessRules RULES =
      new AccessRules(new Topics("erp."), "agg", "cen", "obs-");

  @Test
  void shouldPrintCommandsWithWhatTheyAreFor() {
    // given
    var grant = new AccessGrant("User:o'hara", "10.0.0.1", RULES.of(AccessKind.EDGE));
    // when / then
    assertThat(grant.commands())
        .startsWith(
            "# publishes; reads only if its store was restored",
            "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" --add"
                + " --allow-principal 'User:o'\\''hara' --allow-host '10.0.0.1'"
                + " --operation Write --operation Read --topic 'erp.mutations.v1'")
        .anyMatch(
            line -> line.endsWith("--topic 'erp.entities.' --resource-pattern-type prefixed"));
  }

  @Test
  void shouldLetEdgeNodesWriteNothingButMutationsAndHeartbeats() {
    assertThat(written(AccessKind.EDGE))
        .containsExactlyInAnyOrder("erp.mutations.v1", "erp.edge-nodes.v1");
    assertThat(written(AccessKind.OBSERVER)).isEmpty();
    assertThat(RULES.of(AccessKind.EDGE))
        .allMatch(rule -> rule.pattern().resourceType() == ResourceType.TOPIC);
  }

  @Test
  void shouldLetTheCentreDecideNothing() {
    assertThat(written(AccessKind.CENTRAL))
        .containsExactlyInAnyOrder("erp.mutations.v1", "erp.resolutions.v1", "cen-");
    assertThat(written(AccessKind.AGGREGATOR)).doesNotContain("erp.mutations.v1");
  }

  @Test
  void shouldRefuseWhatIsNoPrincipal() {
    assertThatThrownBy(() -> new AccessGrant("hamburg", "*", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> written(AccessKind kind) {
    return RULES.of(kind).stream()
        .filter(rule -> rule.operations().contains(AclOperation.WRITE))
        .filter(rule -> rule.pattern().resourceType() == ResourceType.TOPIC)
        .map((Rule rule) -> rule.pattern().name())
        .toList();
  }
}
