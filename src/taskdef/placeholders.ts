/** The image that the pipeline fills in; its name is `Image1ContainerName` of the deploy action, in angle brackets. */
export const IMAGE_PLACEHOLDER = '<IMAGE1_NAME>';

// `<IMAGE>`, `${IMAGE}`, `$IMAGE_URI`, `__IMAGE__`, `{{ image }}`, `%IMAGE%`, `@@IMAGE@@`
const MARKED = /<[^<>]+>|\$\{[^}]*\}|\$[A-Za-z_]\w*|__[A-Za-z]\w*?__|\{\{.*?\}\}|%[A-Za-z_]\w*%|@@\w+@@|\$\(\w+\)/;

/** Whether somebody was meant to put something else in this place. */
export const isPlaceholder = (text: string): boolean => MARKED.test(text);

/** Whether an image's name stands for another one: marked, empty, or in capitals only, which no image may have. */
export const isImagePlaceholder = (image: string): boolean =>
  image.trim() === '' || isPlaceholder(image) || /^[A-Z][A-Z0-9_-]*$/.test(image);

const ACCOUNT =
  /<[^<>]*account[^<>]*>|\$\{[^{}]*account[^{}]*\}|\$\w*account\w*|\{\{[^{}]*account[^{}]*\}\}|(?<![\w-])(?:your[_-]?|my[_-]?)?(?:aws[_-]?)?account[_-]?(?:id|number|no)(?![\w-])|(?<=:)x{12}(?=:)/gi;
const REGION =
  /<[^<>]*region[^<>]*>|\$\{[^{}]*region[^{}]*\}|\$\w*region\w*|\{\{[^{}]*region[^{}]*\}\}|(?<![\w-])(?:aws[_-]?)?region(?![\w-])/gi;

/** An ARN, a registry's address or a region with the placeholders for account and region filled in. */
export const fillPlace = (text: string, place: { readonly account: string; readonly region: string }): string =>
  text.replaceAll(ACCOUNT, place.account).replaceAll(REGION, place.region);
