export const en = {
};
