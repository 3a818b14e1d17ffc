package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.kafka.TopicComparison;
import ai.valeo.erp.tributary.compose.kafka.TopicCreation;
import ai.valeo.erp.tributary.compose.kafka.TopicDifference;
import ai.valeo.erp.tributary.compose.kafka.TopicDifference.Remedy;
import ai.valeo.erp.tributary.compose.kafka.TopicInspection;
import ai.valeo.erp.tributary.compose.kafka.TopicState;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Topics as the configuration wants them, and as the broker has them. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    subcommands = {
      TopicsCommand.Create.class,
      TopicsCommand.Check.class,
      TopicsCommand.Diff.class,
      TopicsCommand.Describe.class
    },
    description = "Creates, checks and describes the topics.",
    footer = {
      "%nKeys: topics.prefix, topics.partitions, topics.replication, types.folder, kafka.*",
      "Exit codes: 0 = as wanted, 1 = not, 2 = asked wrongly, 3 = no answer."
    })
final class TopicsCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of: create, check, diff, describe?");
  }

  /** What all of them do first. */
  abstract static class Asking extends AskingCommand {
    @Mixin JsonOption json;

    @Override
    final Set<Remote> needed() {
      return EnumSet.of(Remote.KAFKA);
    }

    final SortedMap<String, TopicState> present(TopicsSettings settings) {
      return new TopicInspection(settings.kafka())
          .present(settings.specs().stream().map(TopicSpec::name).toList());
    }

    final List<TopicDifference> differences(TopicsSettings settings) {
      return TopicComparison.of(settings.specs(), present(settings));
    }

    final void show(List<TopicDifference> differences) {
      if (json.isWanted) {
        out().println(TopicTables.differences(differences));
      } else {
        differences.forEach(difference -> out().println(difference.text()));
      }
    }

    static int code(List<TopicDifference> differences) {
      return differences.stream().allMatch(TopicDifference::isHarmless)
          ? RemoteOptions.WELL
          : RemoteOptions.WRONG;
    }
  }

  /** Creates and, if told so, changes. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Creates the topics that are missing.",
        "Those that are there stay as they are, unless --alter is given. Exits 1 if something is",
        "still not as wanted."
      })
  static final class Create extends Asking {
    @Option(
        names = "--alter",
        description = "Also changes settings that may be changed without losing records.")
    boolean alter;

    @Option(
        names = "--allow-loss",
        description = "With --alter: also those after which the broker may delete records.")
    boolean allowLoss;

    @Override
    int ask(TopicsSettings settings) {
      if (allowLoss && !alter) {
        throw new ParameterException(spec.commandLine(), "--allow-loss goes with --alter.");
      }
      TopicCreation creation = new TopicCreation(settings.kafka());
      List<String> created = creation.createMissing(settings.specs());
      List<TopicDifference> found = differences(settings);
      List<TopicDifference> changed =
          alter ? creation.change(found.stream().filter(this::mayChange).toList()) : List.of();
      List<TopicDifference> left = new ArrayList<>(found);
      left.removeAll(changed);
      if (json.isWanted) {
        out().println(TopicTables.creation(created, changed, left));
      } else {
        created.forEach(name -> out().println("created " + name));
        changed.forEach(each -> out().println("changed " + each.text()));
        left.forEach(each -> out().println("differs " + each.text()));
      }
      return code(left);
    }

    private boolean mayChange(TopicDifference difference) {
      return difference.remedy() == Remedy.CHANGE
          || (allowLoss && difference.remedy() == Remedy.CHANGE_WITH_LOSS);
    }
  }

  /** Says whether all is as wanted. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Says in one line a difference what is not as wanted; exits 1 if anything is.",
        "Longer retention, larger records and more replicas are no fault."
      })
  static final class Check extends Asking {
    @Override
    int ask(TopicsSettings settings) {
      List<TopicDifference> wrong =
          differences(settings).stream().filter(each -> !each.isHarmless()).toList();
      show(wrong);
      if (!json.isWanted && wrong.isEmpty()) {
        out().println(settings.specs().size() + " topics are as wanted");
      }
      return code(wrong);
    }
  }

  /** Lists every difference. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Lists every difference, harmless ones too; exits 1 if there is any.")
  static final class Diff extends Asking {
    @Override
    int ask(TopicsSettings settings) {
      List<TopicDifference> found = differences(settings);
      show(found);
      return found.isEmpty() ? RemoteOptions.WELL : RemoteOptions.WRONG;
    }
  }

  /** Shows what there is. */
  @Command(
      name = "describe",
      mixinStandardHelpOptions = true,
      description = "Shows each topic with its contract, its settings and how much lies in it.")
  static final class Describe extends Asking {
    @Override
    int ask(TopicsSettings settings) {
      SortedMap<String, TopicState> present = present(settings);
      var extents = new TopicInspection(settings.kafka()).extents(present.values());
      if (json.isWanted) {
        out().println(TopicTables.description(settings.contracts(), present, extents));
      } else {
        TopicTables.rows(settings.contracts(), present, extents).forEach(out()::println);
      }
      return present.size() == settings.specs().size() ? RemoteOptions.WELL : RemoteOptions.WRONG;
    }
  }
}
