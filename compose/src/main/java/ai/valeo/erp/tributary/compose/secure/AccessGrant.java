package ai.valeo.erp.tributary.compose.secure;

import ai.valeo.erp.tributary.compose.secure.AccessRules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Rights for somebody.
 *
 * @param principal who, e.g. {@code User:hamburg}
 * @param host from where; {@code *} = anywhere
 * @param rules what
 */
public record AccessGrant(String principal, String host, List<Rule> rules) {

  /** Checks and copies. */
  public AccessGrant {
    SecurityUtils.parseKafkaPrincipal(principal);
    rules = List.copyOf(rules);
  }

  /** As the admin client takes them. */
  public List<AclBinding> bindings() {
    var bindings = new ArrayList<AclBinding>();
    for (Rule rule : rules) {
      for (AclOperation operation : rule.operations()) {
        bindings.add(
            new AclBinding(
                rule.pattern(),
                new AccessControlEntry(principal, host, operation, AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  /** As commands for {@code kafka-acls.sh}, a line each, with what they are for. */
  public List<String> commands() {
    var lines = new ArrayList<String>();
    for (Rule rule : rules) {
      lines.add("# " + rule.purpose());
      lines.add(command(rule));
    }
    return lines;
  }

  private String command(Rule rule) {
    var line =
        new StringBuilder(
            "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" --add");
    line.append(" --allow-principal ").append(quoted(principal));
    if (!host.equals("*")) {
      line.append(" --allow-host ").append(quoted(host));
    }
    for (AclOperation operation : rule.operations()) {
      line.append(" --operation ").append(SecurityUtils.operationName(operation));
    }
    line.append(' ').append(option(rule.pattern().resourceType()));
    line.append(' ').append(quoted(rule.pattern().name()));
    if (rule.pattern().patternType() == PatternType.PREFIXED) {
      line.append(" --resource-pattern-type prefixed");
    }
    return line.toString();
  }

  private static String option(ResourceType type) {
    return "--" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
