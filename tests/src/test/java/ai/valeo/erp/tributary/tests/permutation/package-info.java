/** The same mutations in every order of arrival: rule R6. */
@NullMarked
package ai.valeo.erp.tributary.tests.permutation;

import org.jspecify.annotations.NullMarked;
