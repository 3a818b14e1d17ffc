/** The command line: one class a command, exit code 0 = done, 1 = failed, 2 = asked wrongly. */
@NullMarked
package ai.valeo.erp.tributary.compose.command;

import org.jspecify.annotations.NullMarked;
