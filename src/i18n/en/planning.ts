/** Words of `plan`, `apply` and `policy`. */

export const planningOptions = {
  forUse: 'what the caller is to be able to do: set-up (default), release, look, or roles (make the roles beforehand)',
  account: 'account in the ARNs (default: that of the set-up here)',
  outFolder: 'folder to write the policies to, a file each',
};

export const policyTexts = {
  /** Told beside what is printed. */
  placeholder: (facts: { account: string }) =>
    `The account is not known here: ${facts.account} stands for it in the ARNs. Name it with --account.`,
  parts: (facts: { count: number; size: number; use: string }) =>
    `A managed policy holds ${facts.size} characters at most, so these are ${facts.count}. As files: wizard policy --for ${facts.use} --out FOLDER`,
  written: (facts: { file: string }) => `Written: ${facts.file}`,
};

export const policyProblems = {
  accountForm: (facts: { value: string }) => ({
    message: `An account is twelve digits, not ${facts.value}.`,
    remedy: 'Give it as --account 111122223333, or leave it out.',
  }),
};
