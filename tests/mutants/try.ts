import { runDirectTests } from '/work/wt/mutants/tests/mutants/direct-tests.ts';
import { mutants } from '/work/wt/mutants/tests/mutants/mutants.ts';
import { misfits } from '/work/wt/mutants/tests/mutants/apply-mutant.ts';
console.log(misfits());
const only = process.argv[2]?.split(',').map(Number);
const t=performance.now();
for (const {mutant,isCaught,words} of await runDirectTests(mutants.filter(m=>!only||only.includes(m.number)))) console.log(mutant.number, isCaught?'ok':'MISSED', mutant.law, words);
console.log((performance.now()-t)/1000);
