package ai.valeo.erp.tributary.compose.command;

import picocli.CommandLine.Option;

/** How a command prints what it has found. */
final class JsonOption {
  @Option(names = "--json", description = "Prints JSON.")
  boolean isWanted;
}
